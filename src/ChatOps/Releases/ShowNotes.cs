using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Projects;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Releases;

/// <summary>What came to an environment: the answer has it for people, and a message to the same person has it as Markdown, to copy.</summary>
/// <param name="Since">The CI run after which they begin; null: those of the last week.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowNotes(Project Project, EnvironmentPolicy Environment, long? Since, Person By, string Channel) : IRequest<Note>, IByPerson
{
    public sealed class Handler(Database database, CommitQueue commits, TimeProvider time) : IRequestHandler<ShowNotes, Note>
    {
        private static readonly TimeSpan Week = TimeSpan.FromDays(7);

        public async Task<Note> Handle(ShowNotes request, CancellationToken cancellationToken)
        {
            var (project, environment, now) = (request.Project, request.Environment.Name, time.GetUtcNow());
            await using var db = database.Read();
            DateTimeOffset? after = now - Week;
            if (request.Since is { } run)
            {
                after = await db.Deployments
                    .Where(d => d.Project == project.Name && d.Environment == environment && d.CiRun == run && d.Outcome == DeploymentOutcome.Succeeded)
                    .OrderByDescending(d => d.Id).Select(d => d.EndedAt).FirstOrDefaultAsync(cancellationToken);
                if (after is null) return new("", $"Run {run} never ran in {environment}, so there is nothing to count from. /release history {environment} tells what did.");
            }

            // The database's clock may be a little ahead of ours.
            if (await NotesText.Of(db, project, environment, after.Value, now.AddMinutes(5), cancellationToken) is not { } notes)
                return new("", $"Nothing came to {environment} {(request.Since is { } since ? $"since run {since}" : "in the last seven days; to look further back, type: /release notes " + environment + " since run <id>")}.");

            await commits.Run(
                commit =>
                {
                    commit.Db.Outbox.Add(new OutgoingNote
                    {
                        Channel = request.Channel, User = request.By.Id, CreatedAt = commit.Now, NextTryAt = commit.Now,
                        Note = new Note("As Markdown, to copy", Log: notes.Log),
                    });
                    commit.Leaves(ToDo.Notes);
                    return Task.CompletedTask;
                }, cancellationToken);
            return notes with { Log = "" };
        }
    }
}
