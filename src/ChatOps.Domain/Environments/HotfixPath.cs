using ChatOps.Domain.Projects;

namespace ChatOps.Domain.Environments;

/// <summary>A hotfix may leave out an environment where the policy says so, with a reason and one more approval.</summary>
public static class HotfixPath
{
    /// <param name="what">Such as <c>run 1240</c>.</param>
    /// <returns>Why this environment can't be left out, and what to do; null if it can.</returns>
    public static string? WhyNot(EnvironmentPolicy to, string skipped, string what, string? reason)
    {
        if (!to.After.Contains(skipped, StringComparer.OrdinalIgnoreCase))
            return $"{to.Name} does not come right after {skipped}, so there is nothing to skip; leave out \"skipping {skipped}\".";
        if (!to.Moves.LetsSkip(skipped))
            return $"{skipped} can't be skipped on the way to {to.Name}: the policy does not allow it. Deploy it there first: /deploy {skipped} {what}";
        if (to.Approval is null) return $"{skipped} can't be skipped on the way to {to.Name}: nobody is asked there, and skipping needs people who answer for it.";
        return string.IsNullOrWhiteSpace(reason) ? $"Say why {skipped} is skipped: /deploy {to.Name} {what} skipping {skipped} because <reason>" : null;
    }
}
