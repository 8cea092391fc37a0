using System.Collections.Concurrent;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;

namespace ChatOps.CiSources;

/// <summary>Asks CI sources for work, once for each key, also when the bot or the line breaks in between; and tells how it does.</summary>
public sealed class CiWork(CommitQueue commits, Database database, CiSourceCatalog sources, TimeProvider time, ILogger<CiWork> log)
{
    // What was answered for a run is not answered again; a restart may answer once more, and nothing comes of that.
    private readonly ConcurrentDictionary<(string Project, long Run, int Attempt, long Environment), string> _answers = new();

    /// <summary>The same key again asks for nothing more.</summary>
    /// <param name="before">An earlier try of the same work: if it failed, only what failed is run again; null: there was none.</param>
    /// <param name="branch">What it works on; null: the default branch.</param>
    /// <exception cref="CiUnavailableException">It was not begun.</exception>
    public async Task Begin(string project, string key, string workflow, IReadOnlyDictionary<string, string> inputs, CancellationToken ct, string? before = null, string? branch = null)
    {
        if (before is not null && await BeginAgain(project, key, before, ct)) return;
        if (!await IsNew(new() { Key = key, Project = project, AskedAt = time.GetUtcNow() })) return;
        try
        {
            await sources.For(project).Start(key, workflow, inputs, branch, ct);
        }
        catch (CiUnavailableException fault) when (fault.MayHaveBegun)
        {
            // Asking again could begin it twice: it is looked for instead.
            log.LogWarning("Whether {Workflow} was begun for {Key} is not known yet: {Why}", workflow, key, fault.Message);
        }
        catch (CiUnavailableException)
        {
            await Forget(key);
            throw;
        }
    }

    /// <returns>Null: it was never asked for.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    public async Task<WorkState?> Ask(string project, string key, CancellationToken ct)
    {
        if (await Find(key, ct) is not { } asked) return null;
        var ci = sources.For(project);
        var run = asked.CiRun is { } known ? await ci.Work(known, ct) : await ci.Started(key, ct);
        var isLate = time.GetUtcNow() - asked.AskedAt > ci.AppearsWithin;
        var isBefore = run?.Attempt < asked.Attempt;
        // The bot may have ended between writing down that it runs again, and saying so.
        if (isBefore && run!.Conclusion != CiConclusion.Running && !isLate) await ci.RunFailedAgain(run.Id, ct);
        var state = new WorkState(asked.AskedAt, isBefore ? null : run, (run is null || isBefore) && isLate, UrlOf(ci, run?.Id ?? asked.CiRun));
        if (state.Run is { } found && (asked.CiRun is null || asked.Conclusion != found.Conclusion)) await Change(key, a => (a.CiRun, a.Conclusion) = (found.Id, found.Conclusion));
        return state;
    }

    /// <summary>Whom the source asks before the run goes on. Where people approved here, it is told so, once.</summary>
    /// <param name="approvedBy">The names of those who approved a deployment to this environment.</param>
    /// <returns>The gate to show; null: nobody is asked.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    public async Task<GateResult?> Review(string project, CiRun run, string environment, IReadOnlyList<string> approvedBy, CancellationToken ct)
    {
        if (run.Reviews is not { Count: > 0 } reviews) return null;
        var words = new List<string>();
        foreach (var review in reviews)
        {
            var asked = $"{sources.For(project).Where} asks for {review.Environment}{(review.Reviewers.Length > 0 ? $": {review.Reviewers}" : "")}";
            if (approvedBy.Count == 0 || !string.Equals(review.Environment, environment, StringComparison.OrdinalIgnoreCase)) words.Add(asked);
            else words.Add($"{asked}; {await Answer(project, run, review, $"Approved in Slack by {string.Join(", ", approvedBy)}", ct)}");
        }

        return new("reviewers", Verdict.Waiting, string.Join("; ", words));
    }

    private async Task<string> Answer(string project, CiRun run, CiReview review, string words, CancellationToken ct)
    {
        var key = (project, run.Id, run.Attempt, review.Id);
        if (_answers.TryGetValue(key, out var known)) return known;
        var no = await sources.For(project).Answer(run.Id, review, words, ct);
        return _answers[key] = no is null ? "it is told that people approved here" : $"people approved here, but {no}";
    }

    /// <summary>What is known of it, without asking anybody.</summary>
    public async Task<AskedWork?> Find(string key, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.AskedWork.FindAsync([key], ct);
    }

    /// <summary>It is no longer wanted.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    public async Task Stop(string project, string key, CancellationToken ct)
    {
        if (await Find(key, ct) is not { Conclusion: CiConclusion.Running } asked) return;
        if (asked.CiRun is { } run) await sources.For(project).Stop(key, run, ct);
        else await sources.For(project).Stop(key, ct);
    }

    // Attempts are counted: the one that is waited for is written down before it is asked for.
    private async Task<bool> BeginAgain(string project, string key, string before, CancellationToken ct)
    {
        var ci = sources.For(project);
        if (await Find(before, ct) is not { CiRun: { } number } || await ci.Work(number, ct) is not { } run) return false;
        if (await Find(key, ct) is not null) return true;
        if (run.Conclusion != CiConclusion.Failure) return false;
        await IsNew(new() { Key = key, Project = project, AskedAt = time.GetUtcNow(), CiRun = number, Attempt = run.Attempt + 1 });
        try
        {
            if (await ci.RunFailedAgain(number, ct)) return true;
        }
        catch (CiUnavailableException fault) when (fault.MayHaveBegun)
        {
            log.LogWarning("Whether run {Run} was run again for {Key} is not known yet: {Why}", number, key, fault.Message);
            return true;
        }
        catch (CiUnavailableException)
        {
            await Forget(key);
            throw;
        }

        await Forget(key);
        return false;
    }

    private Task Forget(string key) => commits.Run(async commit =>
    {
        if (await commit.Db.AskedWork.FindAsync(key) is { } asked) commit.Db.AskedWork.Remove(asked);
    }, CancellationToken.None);

    private Task<bool> IsNew(AskedWork work) => commits.Run(async commit =>
    {
        if (await commit.Db.AskedWork.FindAsync(work.Key) is not null) return false;
        commit.Db.AskedWork.Add(work);
        return true;
    }, CancellationToken.None);

    private Task Change(string key, Action<AskedWork> change) => commits.Run(async commit =>
    {
        if (await commit.Db.AskedWork.FindAsync(key) is { } asked) change(asked);
    }, CancellationToken.None);

    private static string? UrlOf(ICiSource ci, long? run) => ci.RunsAt is { } at && run is { } number ? $"{at}{number}" : null;
}

/// <param name="Run">What does it; null while nothing does, or while an earlier attempt is all that is told of.</param>
/// <param name="IsLost">It was asked for long ago, and nothing does it.</param>
/// <param name="Url">Where people look at it; null where the source has no pages.</param>
public sealed record WorkState(DateTimeOffset AskedAt, CiRun? Run, bool IsLost, string? Url);
