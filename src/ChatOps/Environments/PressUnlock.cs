using System.Globalization;
using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Environments;

/// <summary>The Unlock button of a reminder: ends the lock that it tells of, and no later one.</summary>
/// <param name="Subject">See <see cref="ButtonFor"/>.</param>
[Authorize(Who.FullMembers)]
public sealed record PressUnlock(string ProjectName, string Subject, Person By, string Channel, string InboxKey) : IRequest, IByMember
{
    /// <summary>Names the environment and, by its beginning, the lock.</summary>
    public static NoteButton ButtonFor(EnvironmentRecord environment, EnvironmentLock taken) => new(
        ButtonAction.Unlock, environment.Project, string.Create(CultureInfo.InvariantCulture, $"{taken.Since.UtcTicks} {environment.Name}"));

    public sealed class Handler(CommitQueue commits, ProjectCatalog projects, Actor actor) : AsyncRequestHandler<PressUnlock>
    {
        protected override Task Handle(PressUnlock request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var parts = request.Subject.Split(' ', 2);
                if (projects.Find(request.ProjectName) is not { } project || parts.Length < 2 || project.Find(parts[1]) is not { } policy
                    || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks)
                    return "What this button was about is no longer in the settings. Nothing was done.";

                var environment = await commit.LoadEnvironment(project.Name, policy.Name);
                var answer = environment.ReleaseLock(actor.Standing, project.ApproversOf(policy), reason: null, new DateTimeOffset(ticks, TimeSpan.Zero), commit.Now);
                if (answer.IsDone) commit.Tell(request.Channel, otherwise: null, new Note($"{project.Name} {policy.Name} is unlocked", $"by {actor.Standing.Person.Name}"));
                await commit.Store(environment);
                return answer.Words;
            }, cancellationToken);
    }
}
