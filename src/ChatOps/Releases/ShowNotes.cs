using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
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
public sealed record ShowNotes(Project Project, EnvironmentPolicy Environment, long? Since, Person By, string Channel, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<ShowNotes, Reply>
    {
        private static readonly TimeSpan Week = TimeSpan.FromDays(7);

        public Task<Reply> Handle(ShowNotes request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var (project, environment) = (request.Project, request.Environment.Name);
            var since = request.Since is { } run ? $"since run {run}" : "of the last week";
            commit.Record(new AuditEvent("command.answered", request.By, $"release notes of {project.Name} {environment}, {since}"), run: null);
            if (await Begin(commit, request) is not { } after)
                return Reply.Say($"Run {request.Since} never ran in {environment}, so there is nothing to count from. /release history {environment} tells what did.");
            if (await NotesText.Of(commit.Db, project, environment, after, commit.Now, CancellationToken.None) is not { } notes)
                return Reply.Say($"Nothing came to {environment} {(request.Since is null ? $"in the last seven days; to look further back, type: /release notes {environment} since run <id>" : since)}.");

            commit.Db.Outbox.Add(new OutgoingNote
            {
                Channel = request.Channel, User = request.By.Id, CreatedAt = commit.Now, NextTryAt = commit.Now, Note = new Note("As Markdown, to copy", Log: notes.Log),
            });
            commit.Leaves(ToDo.Notes);
            return new Reply(notes with { Log = "" });
        }, cancellationToken);

        private static async Task<DateTimeOffset?> Begin(Commit commit, ShowNotes request)
        {
            if (request.Since is not { } run) return commit.Now - Week;
            return await commit.Db.Deployments
                .Where(d => d.Project == request.Project.Name && d.Environment == request.Environment.Name && d.CiRun == run && d.Outcome == DeploymentOutcome.Succeeded)
                .OrderByDescending(d => d.Id).Select(d => d.EndedAt).FirstOrDefaultAsync();
        }
    }
}
