using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Environments;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Artifacts;

/// <summary>Says what cleaning the artifact store would free, or has it done.</summary>
/// <param name="Project">Null: of all projects.</param>
/// <param name="IsNow">Do it; else only say what would go.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record CleanUp(Project? Project, bool IsNow, Person By, string Channel, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(Database database, CommitQueue commits, FreeBytes free, FreezeRights rights, TimeProvider time) : IRequestHandler<CleanUp, Reply>
    {
        public async Task<Reply> Handle(CleanUp request, CancellationToken cancellationToken)
        {
            var no = await rights.WhyNot(request.By, request.Project, "clean up the artifacts of", cancellationToken);
            var surplus = new Surplus([], []);
            try
            {
                if (no is null) surplus = await free.WouldFree(database, request.Project?.Name, time.GetUtcNow());
            }
            catch (ArtifactException fault)
            {
                no = fault.Message;
            }

            return await commits.Once(request.Origin, async commit => Reply.Say(await Answer(commit, request, surplus, no)), cancellationToken);
        }

        private static async Task<string> Answer(Commit commit, CleanUp request, Surplus surplus, string? no)
        {
            var (project, what) = (request.Project?.Name, request.Project?.Name ?? "all projects");
            if (request.IsNow && await commit.Db.Cleanings.AnyAsync(c => c.EndedAt == null && c.DueAt <= commit.Now && c.Project == project))
                no ??= "That is being done already; /release status tells when it is done.";
            if (no is not null) return Answered("cleanup.refused", no);
            if (surplus.IsNothing) return Answered("command.answered", $"Nothing of {what} may go: all that is stored runs somewhere, may be wanted back, or is among what the settings keep.");
            if (!request.IsNow) return Answered("command.answered", $"{surplus} would go. To do it, type: /release cleanup {request.Project?.Name ?? "all"} now");

            commit.Db.Cleanings.Add(new() { Project = project, By = request.By, Channel = request.Channel, DueAt = commit.Now, TryAt = commit.Now });
            commit.Leaves(ToDo.Cleaning);
            return Answered("cleanup.requested", $"{surplus} go now. You are told when it is done.");

            string Answered(string how, string words)
            {
                commit.Record(new AuditEvent(how, request.By, $"clean up {what}: {words}"), run: null);
                return words;
            }
        }
    }
}
