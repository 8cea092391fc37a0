using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>What an environment holds when a run into it has ended.</summary>
/// <param name="Current">Null: nothing.</param>
/// <param name="ChangedBy">Another run that is changing it at this moment.</param>
/// <param name="UnknownAfter">The earlier run whose outcome is not known, so that nobody knows what serves there since; null: it is known.</param>
public sealed record InPlace(RunningRelease? Current, long? ChangedBy = null, long? UnknownAfter = null);

/// <summary>What a run that ended before its aim leaves behind: which stages ran and how, which did not, and what serves the environment now.</summary>
public static class RunSummary
{
    /// <summary>Three such lines and the words of the run fit into one Slack section.</summary>
    private const int LongestLine = 600;

    private const int LongestReason = 80;

    /// <returns>Lines for people. Names and remarks in it are untrusted text.</returns>
    public static string Of(PipelineRun run, InPlace place) => string.Join('\n', Lines(run, place));

    private static IEnumerable<string> Lines(PipelineRun run, InPlace place)
    {
        var told = run.Stages.Select(s => (s.Name, How: How(run, s), Why: WhyNot(run, s))).ToList();
        yield return Line("Ran", told.Where(t => t.How is not null).GroupBy(t => t.How!, t => t.Name), "nothing");
        yield return Line("Did not run", told.Where(t => t.How is null).GroupBy(t => t.Why, t => t.Name).OrderBy(g => g.Key.Length > 0), "nothing is left: every stage was begun");
        yield return $"In place: {Place(run, place)}";
        if (run is { IsFromSource: true, CiRun: { } made })
            yield return $"Made: run {made}{(run.Revision is { } revision ? $" ({revision.Version})" : "")}. It stays in CI; to go on with it, type: /deploy {run.Environment} run {made}";
    }

    /// <returns>How the stage ended; null if it did not run.</returns>
    private static string? How(PipelineRun run, StageRun stage)
    {
        if (stage.Kind == StageKind.Ci) return run.Ci is { } ci ? InCi(ci.Job(stage.Name)?.Conclusion) : null;
        if (stage.Part is null ? stage.StartedAt is null : stage.Try == 0) return null;
        var tries = stage.Try > 1 ? $" in try {stage.Try}" : "";
        return stage.State switch
        {
            StageState.Passed when stage.Kind == StageKind.Deploy && run.Attempt?.WayBackBecause is not null => "passed, then taken back",
            StageState.Passed => $"passed{tries}",
            StageState.Failed => $"failed{tries}",
            StageState.RolledBack => "rolled back",
            StageState.Cancelled => $"cancelled{tries}",
            StageState.Skipped => $"begun, then skipped{tries}",
            _ => "outcome unknown",
        };
    }

    private static string InCi(CiConclusion? conclusion) => conclusion switch
    {
        CiConclusion.Success => "passed in CI",
        CiConclusion.Running => "still under way in CI",
        CiConclusion.Failure => "failed in CI",
        CiConclusion.Cancelled => "cancelled in CI",
        CiConclusion.Skipped => "skipped in CI",
        null => "unknown to CI",
        _ => "outcome unknown in CI",
    };

    private static string WhyNot(PipelineRun run, StageRun stage) =>
        stage.Kind == StageKind.Ci ? "CI was not asked about them"
        : stage.State is StageState.Skipped or StageState.Failed && stage.Words.Length > 0 ? Short(stage.Words)
        : "";

    private static string Place(PipelineRun run, InPlace place)
    {
        var environment = run.Environment;
        var before = place.Current is { } current ? $"{current} serves {environment}, since {current.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : $"nothing serves {environment}";
        var changing = place.ChangedBy is { } other ? $"; #{other} is changing it now" : "";
        if (run is { Status: RunStatus.OutcomeUnknown, IsInPlace: false }) return $"it is not known what serves {environment} now. Before this run: {before}";
        if (place.UnknownAfter is { } unknown) return $"it is not known what serves {environment}: the outcome of #{unknown} is unknown. Before that: {before}{changing}";
        return run.Status == RunStatus.OutcomeUnknown ? $"{before}; how the last order to it ended is not known" : before + changing;
    }

    private static string Line(string what, IEnumerable<IGrouping<string, string>> groups, string none)
    {
        // What holds for several names stands in front of them, so that what is cut off takes no meaning with it.
        var pieces = groups.SelectMany(g => g.Select((name, i) => i > 0 ? $", {name}" : g.Key.Length > 0 ? $"; {g.Key}: {name}" : $"; {name}")).ToList();
        if (pieces.Count == 0) return $"{what}: {none}";
        var (kept, length) = (0, 0);
        while (kept < pieces.Count && length + pieces[kept].Length <= LongestLine) length += pieces[kept++].Length;
        var more = kept < pieces.Count ? $"; and {pieces.Count - kept} more, see the card" : "";
        return $"{what}: {string.Concat(pieces.Take(kept))["; ".Length..]}{more}";
    }

    private static string Short(string words) => words.Length <= LongestReason ? words : $"{words[..(char.IsHighSurrogate(words[LongestReason - 2]) ? LongestReason - 2 : LongestReason - 1)]}…";
}
