using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Deployments;

/// <summary>Asks for a release to be put into an environment. It starts a run, or says why not; nothing outside is asked yet.</summary>
/// <param name="CiRun">Null: the newest good one.</param>
/// <param name="Skips">For a hotfix: the environment it leaves out.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record RequestDeployment(
    Project Project, EnvironmentPolicy Environment, long? CiRun, Person By, string Channel, string? Reason, Origin Origin, string? Skips = null)
    : IRequest<Reply>, IByPerson
{
    /// <summary>It goes at once, past people and waiting times, if the person may; that is asked of the chat before anything begins.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>What was typed behind <c>at</c>, or from <c>in</c> on; null: as soon as it can. Untrusted.</summary>
    public string? At { get; init; }

    /// <summary>For the newest good run: of this branch; null: of the default one. Untrusted.</summary>
    public string? Branch { get; init; }

    /// <summary>The CI run's attempt, if one was named.</summary>
    public int? CiAttempt { get; init; }

    public sealed class Handler(CommitQueue commits, IOptions<SchedulesOptions> options) : IRequestHandler<RequestDeployment, Reply>
    {
        public Task<Reply> Handle(RequestDeployment request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            PlannedStart? start = null;
            var note = "";
            if (request.At is not null)
            {
                var words = request.At.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (!TypedTime.TryParse(words, commit.Now, request.Project.Zone, out var time, out var refusal)) return Deploy.Refuse(commit, request, refusal);
                if (time.Words < words.Length) return Deploy.Refuse(commit, request, $"I don't know what to do with \"{words[time.Words]}\" behind the time. A reason goes behind \"because\".");
                (start, note) = (options.Value.ToPolicy().Start(time), time.Note);
            }

            var started = await Deploy.Try(
                commit, request.Project, request.Environment, request.CiRun, request.By, request.Channel, request.Reason, request.Skips, isEmergency: request.IsEmergency, start: start,
                of: new(request.Branch, request.CiAttempt));
            return Reply.Say($"{started.Words} {note}".TrimEnd());
        }, cancellationToken);
    }
}

/// <param name="Run">Null: no run was started, and the words say why.</param>
internal sealed record Started(string Words, long? Run);

/// <summary>What the commands and the Retry button have in common.</summary>
internal static class Deploy
{
    public static async Task<string> Start(
        Commit commit, Project project, EnvironmentPolicy environment, long? ciRun, Person by, string channel, string? reason, string? skips = null, bool isEmergency = false, AskedRun of = default) =>
        (await Try(commit, project, environment, ciRun, by, channel, reason, skips, isEmergency: isEmergency, of: of)).Words;

    public static Reply Refuse(Commit commit, RequestDeployment request, string words)
    {
        commit.Record(new AuditEvent("deployment.refused", request.By, $"{request.Project.Name} {request.Environment.Name} at {request.At}: {words}"), run: null);
        return Reply.Say(words);
    }

    /// <param name="goesOn">Once it has passed, the release goes on to the environments that follow in the pipeline.</param>
    public static async Task<Started> Try(
        Commit commit, Project project, EnvironmentPolicy environment, long? ciRun, Person by, string channel, string? reason,
        string? skips = null, bool isByBot = false, bool goesOn = false, bool isEmergency = false, PlannedStart? start = null, AskedRun of = default)
    {
        var what = ciRun is { } id ? $"run {id}" : of.Branch is { } branch ? $"the newest good run of {branch}" : "the newest good run";
        if (skips is not null && HotfixPath.WhyNot(environment, skips, ciRun is null ? "last" : what, reason) is { } no) return Refuse(no);
        var same = await commit.Db.Runs.FirstOrDefaultAsync(r =>
            r.Project == project.Name && r.Environment == environment.Name && r.FinishedAt == null && r.Kind == RunKind.Deploy && r.CiRun == ciRun && r.Branch == of.Branch);
        if (isEmergency && start is not null) return Refuse("An emergency goes at once, so it has no time: leave out one of the two.");
        if (isEmergency && environment.Emergency is null)
            return Refuse($"Nobody may break the glass for {environment.Name}: its settings name no emergency group. Without the word emergency it goes the usual way.");
        if (same is not null && (same.IsEmergency || !isEmergency))
        {
            return Refuse(same is { Start: { } planned, IsDue: false }
                ? $"#{same.Id} is to do that at {planned.Text}, asked for by {same.RequestedBy.Name}. Cancel it first: /release cancel #{same.Id}"
                : $"#{same.Id} already does that, asked for by {same.RequestedBy.Name}. Look at its card.", same.Id);
        }

        var current = (await commit.Db.Environments.FindAsync(project.Name, environment.Name))?.Current;
        if (current is not null && current.CiRun == ciRun)
            return Refuse($"{current} already runs in {environment.Name}, since {current.Since:yyyy-MM-dd HH:mm} UTC: nothing to do.");

        var run = new PipelineRun(
            project.Name, RunDefinition.Of(project, environment, fromSource: false, goesOn), RunKind.Deploy, ciRun, by, reason, commit.Now, skips: skips, isByBot: isByBot, isEmergency: isEmergency,
            start: start, of: of);
        await commit.Add(run, channel);
        var without = skips is null ? "" : $", skipping {skips}";
        var at = start is null ? "" : $" at {start.Text}";
        return new($"#{run.Id}: {(isEmergency ? "emergency: " : "")}deploying {what} of {project.Name} to {environment.Name}{without}{at}. Its card comes in this channel.", run.Id);

        Started Refuse(string words, long? about = null)
        {
            commit.Record(new AuditEvent("deployment.refused", by, $"{project.Name} {environment.Name} {what}: {words}"), about);
            return new(words, Run: null);
        }
    }
}
