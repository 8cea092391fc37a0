using ChatOps.Approvals;
using ChatOps.CiSources;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Releases;

/// <summary>What runs in an environment against what would: commits, pull requests, tickets, artifacts, evidence.</summary>
/// <param name="CiRun">What would run; null together with <paramref name="Other"/>: what runs in the environment before.</param>
/// <param name="Other">The other environment, if what runs in two of them is compared.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowDiff(Project Project, EnvironmentPolicy Environment, long? CiRun, EnvironmentPolicy? Other, Person By) : IRequest<Note>, IByPerson
{
    public sealed class Handler(Database database, CiSourceCatalog sources) : IRequestHandler<ShowDiff, Note>
    {
        public async Task<Note> Handle(ShowDiff request, CancellationToken cancellationToken)
        {
            var (project, environment) = (request.Project, request.Environment);
            await using var db = database.Read();
            var from = await RunningIn(db, project, environment.Name, cancellationToken);

            var stored = await Stored(db, request, cancellationToken);

            // All that CI is asked shares one patience. The database is not asked in here: what is given up goes on for a while.
            var (found, unknown) = await BriefQuestion.Ask(project.Name, async ct =>
            {
                var ci = sources.For(project.Name);
                var to = stored ?? await Find(ci, request, ct);
                if (from is null || to.Side is not { } side || from.Commit == side.Commit) return (To: to, Forward: (IReadOnlyList<Change>)[], Back: (IReadOnlyList<Change>)[]);
                IReadOnlyList<Change> forward = await ci.Changes(from.Commit, side.Commit, ct);
                IReadOnlyList<Change> back = forward.Count > 0 ? [] : await ci.Changes(side.Commit, from.Commit, ct);
                return (To: to, Forward: forward, Back: back);
            }, cancellationToken);

            var heading = $"{project.Name}: {environment.Name} against {request.Other?.Name ?? (request.CiRun is { } run ? $"run {run}" : "what would come next")}";
            if (unknown.Length == 0) return new(heading, found.To.Missing ?? DiffText.Of(project, environment.Name, from, found.To, found.Forward, found.Back, unknown));

            // What is stored can be told without CI.
            return new(heading, stored is null
                ? $"What would come can't be told: {unknown}"
                : stored.Missing ?? DiffText.Of(project, environment.Name, from, stored, [], [], $"the commits in between are unknown: {unknown}"));
        }

        private static async Task<DiffTarget> Find(ICiSource ci, ShowDiff request, CancellationToken ct)
        {
            var run = request.CiRun is { } id ? await ci.Find(id, ct) : await ci.FindLast(branch: null, ct);
            return run is not null
                ? new($"run {run.Id}", DiffSide.Of(run), Missing: null)
                : new("", Side: null, request.CiRun is { } missing ? $"run {missing} is not known to {request.Project.Name}'s CI; check the number." : $"{request.Project.Name}'s CI has no good run yet.");
        }

        /// <returns>Null if only CI can tell.</returns>
        private static async Task<DiffTarget?> Stored(ChatOpsDb db, ShowDiff request, CancellationToken ct)
        {
            var (project, environment) = (request.Project, request.Environment);
            if (request.Other is { } other)
            {
                return await RunningIn(db, project, other.Name, ct) is { } there
                    ? new(other.Name, there, Missing: null)
                    : new(other.Name, Side: null, $"Nothing runs in {other.Name} yet, so there is nothing to compare.");
            }

            if (request.CiRun is { } run)
            {
                var release = await db.Releases.Where(r => r.Project == project.Name && r.CiRun == run).OrderByDescending(r => r.Attempt).FirstOrDefaultAsync(ct);
                return release is null ? null : new($"run {run}", DiffSide.Of(release), Missing: null);
            }

            if (environment.After.Count == 0) return null;
            var before = new List<(string Name, DiffSide Side)>();
            foreach (var name in environment.After)
                if (await RunningIn(db, project, name, ct) is { } there) before.Add((name, there));
            return before.Count == 0
                ? new("", Side: null, $"Nothing runs in {string.Join(" or ", environment.After)} yet. Name a release: /release diff {environment.Name} run <id>")
                : before.OrderByDescending(b => b.Side.CiRun).Select(b => new DiffTarget($"what {b.Name} runs", b.Side, Missing: null)).First();
        }

        private static async Task<DiffSide?> RunningIn(ChatOpsDb db, Project project, string environment, CancellationToken ct)
        {
            var current = await db.Environments.Where(e => e.Project == project.Name && e.Name == environment).Select(e => e.Current).FirstOrDefaultAsync(ct);
            if (current is null) return null;
            var release = await db.Deployments.Where(d => d.Id == current.Deployment).Join(db.Releases, d => d.Release, r => r.Id, (_, r) => r).FirstAsync(ct);
            return DiffSide.Of(release) with { Since = current.Since };
        }
    }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Artifacts">Null digests: CI keeps none.</param>
/// <param name="IsStored">Its artifacts are in the store, so that its reports were looked for.</param>
public sealed record DiffSide(
    long CiRun, string Version, string Commit, string Branch, IReadOnlyList<OfferedArtifact> Artifacts, DateTimeOffset? Since = null, bool IsStored = false, ReleaseReports? Reports = null)
{
    internal static DiffSide Of(CiRun run) => new(run.Id, run.Version, run.Commit, run.Branch, run.Artifacts);

    internal static DiffSide Of(Release release) => new(
        release.CiRun, release.Version, release.Commit, release.Branch, [.. release.Artifacts.Select(a => new OfferedArtifact(a.Name, a.Size, a.Digest, ExpiresAt: null))], IsStored: true, Reports: release.Reports);
}

/// <param name="Name">What people call it, such as <c>run 1234</c> or <c>what staging runs</c>.</param>
/// <param name="Missing">Why there is nothing to compare with.</param>
public sealed record DiffTarget(string Name, DiffSide? Side, string? Missing);
