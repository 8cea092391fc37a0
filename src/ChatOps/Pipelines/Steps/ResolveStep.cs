using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines.Steps;

/// <summary>What does CI say of the run? If CI has forgotten it or gives no answer, a release that is already in the store speaks for itself.</summary>
public sealed class ResolveStep(CiSourceCatalog sources, CiNews news, Database database)
{
    public async Task<Outcome> Do(ResolveRelease step, PipelineRun run, CancellationToken ct)
    {
        CiRun? found = null;
        string? unavailable = null;
        var where = "";
        try
        {
            var ci = sources.For(run.Project);
            where = ci.Where.Length > 0 ? $" ({ci.Where})" : "";
            found = step.CiRun is { } id ? await ci.Find(id, ct) : await ci.FindLast(run.Branch, ct);
        }
        catch (CiRefusedException no)
        {
            return Outcomes.Refused(no.Message);
        }
        catch (CiUnavailableException fault)
        {
            unavailable = fault.Message;
        }

        found ??= step.CiRun is { } known ? await Stored(run.Project, known, ct) : null;
        if (found is not null)
        {
            var pause = found.Conclusion == CiConclusion.Running ? await news.Pause(run.Project, ct) : null;
            return Outcomes.Of((r, now) => r.CiRunIs(found, now, pause));
        }

        if (unavailable is not null) return Outcomes.TryAgainLater(unavailable);
        return Outcomes.Refused(step.CiRun is { } missing
            ? $"run {missing} is not known to {run.Project}'s CI{where}; check the number, or use \"last\" for the newest good run"
            : $"{run.Project}'s CI{where} has no good run{(run.Branch is { } branch ? $" of branch {branch}" : "")} yet");
    }

    private async Task<CiRun?> Stored(string project, long ciRun, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Releases.Where(r => r.Project == project && r.CiRun == ciRun).OrderByDescending(r => r.Attempt)
            .Select(r => r.Evidence).FirstOrDefaultAsync(ct);
    }
}
