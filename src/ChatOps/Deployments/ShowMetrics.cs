using System.Text;
using ChatOps.Approvals;
using ChatOps.Domain;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>How well each environment was delivered to in the last 30 days, and which stages took longest.</summary>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowMetrics(Project Project, Person By) : IRequest<Note>, IByPerson
{
    private const int Days = 30;
    private const int MostDeployments = 500;
    private const int MostStages = 5;

    public sealed class Handler(Database database, TimeProvider time) : IRequestHandler<ShowMetrics, Note>
    {
        public async Task<Note> Handle(ShowMetrics request, CancellationToken cancellationToken)
        {
            var (text, stages) = (new StringBuilder(), new List<(string Name, TimeSpan Took)>());
            var since = time.GetUtcNow() - TimeSpan.FromDays(Days);
            await using var db = database.Read();
            foreach (var environment in request.Project.Environments)
            {
                var deployments = await db.Deployments.Where(d => d.Project == request.Project.Name && d.Environment == environment.Name && d.BegunAt >= since && d.EndedAt != null)
                    .OrderByDescending(d => d.Id).Take(MostDeployments).ToListAsync(cancellationToken);
                var ids = deployments.Select(d => d.Run).ToList();
                var runs = await db.Runs.Include(r => r.Votes).Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
                text.AppendLine(Line(environment.Name, DeliveryMetrics.Of([.. deployments.OrderBy(d => d.Id).Select(d => Of(d, runs.GetValueOrDefault(d.Run)))])));
                stages.AddRange(runs.Values.SelectMany(r => r.Stages).Where(s => s is { State: StageState.Passed, StartedAt: not null, FinishedAt: not null, Kind: not StageKind.Approval and not StageKind.Wait })
                    .Select(s => (s.Name, s.FinishedAt!.Value - s.StartedAt!.Value)));
            }

            var slowest = stages.GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Select(g => (g.Key, Took: g.Max(s => s.Took))).OrderByDescending(s => s.Took).Take(MostStages).ToList();
            if (slowest.Count > 0) text.AppendLine($"Longest stages: {string.Join(", ", slowest.Select(s => $"{s.Key} {Words.Of(s.Took)}"))}");
            return new($"{request.Project.Name}: the last {Days} days", text.ToString().TrimEnd());
        }

        private static Delivery Of(Deployment deployment, PipelineRun? run) => new(
            run?.Kind == RunKind.Rollback, deployment.Outcome, deployment.BegunAt, deployment.EndedAt!.Value, run?.Ci?.StartedAt,
            run is { InLineSince: { } ready, Votes.Count: > 0 } && run.Votes.Max(v => v.At) is var last && last > ready ? last - ready : null);

        private static string Line(string environment, DeliveryMetrics metrics)
        {
            if (metrics.Tried == 0) return $"{environment}: nothing was deployed";
            var words = new List<string> { $"{metrics.Deployments} deployed ({metrics.Deployments * 7.0 / Days:0.#} a week)", $"{metrics.Failed} of {metrics.Tried} failed or taken back ({metrics.FailureRate} %)" };
            if (metrics.LeadTime is { } lead) words.Add($"from CI to there in {Words.Of(lead)}");
            if (metrics.Restored is { } restored) words.Add($"well again after {Words.Of(restored)}");
            if (metrics.Approval is { } approval) words.Add($"approved within {Words.Of(approval)}");
            return $"{environment}: {string.Join(", ", words)}";
        }
    }
}
