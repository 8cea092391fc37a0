using ChatOps.Domain.Environments;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>Gates that look at the release: its branch, its age, how much it changes, what it would replace.</summary>
public static partial class Gate
{
    /// <param name="patterns">Such as <c>main</c> or <c>release/*</c>.</param>
    public static GateResult Branch(string branch, IReadOnlyList<string> patterns) => patterns.Any(p => Matches(branch, p))
        ? new("branch", Verdict.Passed, $"{branch} may go here")
        : new("branch", Verdict.Refused, $"{branch} may not go here, only {string.Join(", ", patterns)}; deploy a run of such a branch");

    public static IEnumerable<GateResult> Age(CiRun ci, TimeSpan? atLeast, TimeSpan? atMost, DateTimeOffset now)
    {
        var age = now - ci.StartedAt;
        if (atLeast is { } least)
        {
            yield return age >= least
                ? new("release age", Verdict.Passed, $"run {ci.Id} is {Words.Of(age)} old, and {Words.Of(least)} are asked for")
                : new("release age", Verdict.Waiting, $"run {ci.Id} must be {Words.Of(least)} old; it is at {Words.Of(ci.StartedAt + least)}", ci.StartedAt + least, TimeAlone);
        }

        if (atMost is { } most)
        {
            yield return age <= most
                ? new("release age at most", Verdict.Passed, $"run {ci.Id} is not older than {Words.Of(most)}")
                : new("release age at most", Verdict.Refused, $"run {ci.Id} is {Words.Of(age)} old, and at most {Words.Of(most)} may be; deploy a newer run");
        }
    }

    /// <param name="commits">Null while they are not listed.</param>
    public static GateResult ChangeSize(int? commits, int most) => commits switch
    {
        null => new("change size", Verdict.Waiting, "the commits in between are not listed yet"),
        _ when commits <= most => new("change size", Verdict.Passed, $"{commits} {(commits == 1 ? "commit" : "commits")}, and {most} may come at once"),
        _ => new("change size", Verdict.Refused, $"{commits} commits would come at once, and at most {most} may; deploy a run in between first"),
    };

    /// <summary>CI's numbers grow, so of one branch the higher one is the newer one.</summary>
    public static GateResult OnlyNewer(CiRun ci, string environment, EnvironmentFacts facts) => facts.Current is { } current && facts.CurrentBranch == ci.Branch && ci.Id < current.CiRun
        ? new("only newer", Verdict.Refused, $"{current} runs there and is newer than run {ci.Id} of the same branch; to go back, type: /rollback {environment} to run {ci.Id}")
        : new("only newer", Verdict.Passed, "nothing newer of its branch runs there");

    // A star stands for anything, also for slashes.
    private static bool Matches(string branch, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return string.Equals(branch, pattern, StringComparison.Ordinal);
        if (!branch.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = branch.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + part.Length;
        }

        return branch.Length - at >= parts[^1].Length && branch.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
