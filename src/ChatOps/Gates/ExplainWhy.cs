using System.Text;
using ChatOps.Approvals;
using ChatOps.CiSources;
using ChatOps.Domain.Approvals;
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
    public sealed class Handler(Database database, CiSourceCatalog sources, TimeProvider time) : IRequestHandler<ExplainWhy, Note>
    {
        public async Task<Note> Handle(ExplainWhy request, CancellationToken cancellationToken)
        {
            var (project, environment, ciRun) = (request.Project, request.Environment, request.CiRun);
            await using var db = database.Read();
            var release = await db.Releases.Where(r => r.Project == project.Name && r.CiRun == ciRun).OrderByDescending(r => r.Attempt).FirstOrDefaultAsync(cancellationToken);
            var run = await db.Runs.Include(r => r.Votes).Where(r => r.Project == project.Name && r.Environment == environment.Name && r.CiRun == ciRun && r.FinishedAt == null)
                .FirstOrDefaultAsync(cancellationToken);
            var facts = await db.FactsFor(project.Name, environment.Name, run?.Id ?? 0, release?.ToDeploy(project.Artifact)?.Digest, by: run?.RequestedBy ?? request.By);
            facts = facts with { IsByApprover = run?.IsRequesterApprover == true, Skipped = run?.Skipped };
            var (ci, unknown) = release is not null ? (release.Evidence, "") : await BriefQuestion.Ask(project.Name, ct => sources.For(project.Name).Find(ciRun, ct), cancellationToken);

            List<GateResult> gates =
            [
                .. ci is null ? [new GateResult("CI run", unknown.Length > 0 ? Verdict.Unknown : Verdict.Refused, unknown.Length > 0 ? unknown : $"run {ciRun} is not known to {project.Name}'s CI"),
                        Gate.ArtifactDigests(release), .. Gate.PassedBefore(environment, ciRun, facts)]
                    : GatesBefore.Deployment(environment, project.CiStages, ci, release, facts, time.GetUtcNow()),
                .. Gate.WayBack(environment, facts.Current, run?.WayBack), Gate.Line(facts.Ahead, facts.Place),
                Gate.Approval(run is null ? environment.Approval : run.ApprovalNeeded, run?.YesCount ?? 0),
            ];
            return new($"{project.Name}: run {ciRun} on its way to {environment.Name}", Tell(gates, run, facts.Current, ciRun, environment.Name));
        }

        private static string Tell(List<GateResult> gates, PipelineRun? run, RunningRelease? current, long ciRun, string environment)
        {
            var text = new StringBuilder();
            foreach (var gate in gates) text.AppendLine($"{Sign(gate.Verdict)} {gate.Gate}: {gate.Words}{(gate.Verdict != Verdict.Passed && gate.ClearedBy.Length > 0 ? $" (can be cleared by {gate.ClearedBy})" : "")}");
            text.AppendLine();
            if (current?.CiRun == ciRun) text.Append($"It runs in {environment} since {current.Since:yyyy-MM-dd HH:mm} UTC.");
            else if (gates.FirstOrDefault(g => g.Verdict is Verdict.Refused or Verdict.Unknown) is { } no) text.Append($"It can't go to {environment}: {no.Words}.");
            else if (run is null && gates.FirstOrDefault(Gate.IsShut) is { } shut) text.Append($"Started now, it waits: {shut.Words}.");
            else if (run is null) text.Append($"Nothing forbids it. To start it, type: /deploy {environment} run {ciRun}");
            else text.Append($"#{run.Id} is on its way{(run.Notice.Length > 0 ? $": {run.Notice}" : "")}.");
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
