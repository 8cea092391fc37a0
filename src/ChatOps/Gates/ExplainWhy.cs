using System.Text;
using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Gates;

/// <summary>Every gate between a release and an environment, its verdict, and who or what can clear it.</summary>
[Authorize(Who.WorkspaceMembers)]
public sealed record ExplainWhy(Project Project, EnvironmentPolicy Environment, long CiRun, Person By) : IRequest<Note>, IByPerson
{
    public sealed class Handler(Database database, CiSourceCatalog sources, ArtifactStore store, TimeProvider time) : IRequestHandler<ExplainWhy, Note>
    {
        public async Task<Note> Handle(ExplainWhy request, CancellationToken cancellationToken)
        {
            var (project, environment, ciRun) = (request.Project, request.Environment, request.CiRun);
            await using var db = database.Read();
            var release = await db.Releases.Where(r => r.Project == project.Name && r.CiRun == ciRun).OrderByDescending(r => r.Attempt).FirstOrDefaultAsync(cancellationToken);
            var run = await db.Runs.Include(r => r.Votes).Include(r => r.Release).Where(r => r.Project == project.Name && r.Environment == environment.Name && r.CiRun == ciRun && r.FinishedAt == null)
                .FirstOrDefaultAsync(cancellationToken);
            var facts = await db.FactsFor(project.Name, environment.Name, run?.Id ?? 0, release?.ToDeploy(project.Artifact)?.Digest, time.GetUtcNow(), by: run?.RequestedBy ?? request.By);
            facts = facts with { IsByApprover = run?.IsRequesterApprover == true, Skipped = run?.Skipped, Start = run?.Start };
            var (ci, unknown) = release is not null ? (release.Evidence, "") : await BriefQuestion.Ask(project.Name, ct => sources.For(project.Name).Find(ciRun, ct), cancellationToken);

            var (policy, tally) = run is null ? (environment.Approval, null) : (run.ApprovalNeeded, run.Tally);
            List<GateResult> gates =
            [
                .. Before(project, environment, run, release, run?.Ci ?? ci, ciRun, unknown, facts), .. OfStages(project, environment, run, ci),
                .. run is { Kind: RunKind.Rollback } ? [] : Gate.WayBack(environment, facts.Current, run?.WayBack), Gate.Line(facts.Ahead, facts.Place),
                Gate.Approval(policy, tally),
            ];
            tally ??= policy is null ? null : Tally.Of(policy, []);
            return new($"{project.Name}: run {ciRun} on its way to {environment.Name}", $"{Tell(gates, tally, run, facts.Current, ciRun, environment.Name)}\n{Expiry.Warning(run?.Ci ?? ci, isHere: release is not null && store.HasAll(release), time.GetUtcNow())}".TrimEnd());
        }

        private IReadOnlyList<GateResult> Before(
            Project project, EnvironmentPolicy environment, PipelineRun? run, Release? release, CiRun? ci, long ciRun, string unknown, EnvironmentFacts facts)
        {
            if (run is { Kind: RunKind.Rollback, Release: { } goesBack }) return GatesBefore.Rollback(environment, goesBack, facts, time.GetUtcNow());
            if (ci is null)
            {
                return
                [
                    new GateResult("CI run", unknown.Length > 0 ? Verdict.Unknown : Verdict.Refused, unknown.Length > 0 ? unknown : $"run {ciRun} is not known to {project.Name}'s CI"),
                    Gate.ArtifactDigests(release), .. Gate.PassedBefore(environment, ciRun, facts),
                ];
            }

            var gates = GatesBefore.Deployment(environment, project.CiStages, ci, release, facts, time.GetUtcNow(), run?.Request);
            return run is { IsEmergency: true } ? Emergency.PassOver(gates) : gates;
        }

        private IReadOnlyList<GateResult> OfStages(Project project, EnvironmentPolicy environment, PipelineRun? run, CiRun? ci) =>
            run is not null ? run.StageGatesAt(time.GetUtcNow())
            : ci is null ? [] : GatesBefore.Stages(project.Graph.For(environment.Name, fromSource: false), ci, time.GetUtcNow());

        private static string Tell(List<GateResult> gates, Tally? tally, PipelineRun? run, RunningRelease? current, long ciRun, string environment)
        {
            var text = new StringBuilder();
            foreach (var gate in gates)
                text.AppendLine($"{Sign(gate.Verdict)} {gate.Gate}: {gate.Words}{(gate.Verdict != Verdict.Passed && gate.ClearedBy.Length > 0 ? $" (cleared by {gate.ClearedBy})" : "")}");
            text.AppendLine();
            if (current?.CiRun == ciRun)
                return text.Append($"It runs in {environment} since {current.Since:yyyy-MM-dd HH:mm} UTC.").ToString();
            if (gates.FirstOrDefault(g => g.Verdict is Verdict.Refused or Verdict.Unknown) is { } no)
                return text.Append($"It can't go to {environment}: {no.Words}.").ToString();
            text.Append(run is null && gates.FirstOrDefault(Gate.IsShut) is { } shut ? $"Started now, it waits: {shut.Words}."
                : run is null ? $"Nothing forbids it. To start it, type: /deploy {environment} run {ciRun}"
                : $"#{run.Id} is on its way{(run.Notice.Length > 0 ? $": {run.Notice}" : "")}.");
            if (Earliest.Of(gates, tally) is { Length: > 0 } earliest) text.AppendLine().Append($"It could go at the earliest: {earliest}.");
            return text.ToString();
        }

        private static string Sign(Verdict verdict) => verdict switch
        {
            Verdict.Passed => "✅ passed,",
            Verdict.Waiting => "⏳ waits,",
            Verdict.Refused => "⛔ refuses,",
            _ => "❓ unknown,",
        };
    }
}
