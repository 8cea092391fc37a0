namespace ChatOps.Domain.Schedules;

/// <summary>
/// When an environment may be deployed to: while any of its windows is open and none of its freezes applies. No windows at all: always, but for freezes.
/// Nothing is told beyond the next <see cref="Window.YearsAhead"/> years.
/// </summary>
public sealed class DeploymentWindows(IReadOnlyList<Window> windows, IReadOnlyList<FreezePeriod> freezes)
{
    public IReadOnlyList<Window> Windows => windows;

    public IReadOnlyList<FreezePeriod> Freezes => freezes;

    public bool IsOpen(DateTimeOffset at) => InWindow(at) && FrozenBy(at) is null;

    /// <returns>The first freeze that applies then; null if none does.</returns>
    public FreezePeriod? FrozenBy(DateTimeOffset at) => freezes.FirstOrDefault(f => f.AppliesAt(at));

    /// <returns>The earliest moment, from the given one on, at which something could go: the moment itself when it is open. Null: never in the next two years.</returns>
    public DateTimeOffset? EarliestOpen(DateTimeOffset at)
    {
        var limit = at.AddYears(Window.YearsAhead);
        for (DateTimeOffset? next = at; next is { } moment && moment <= limit;)
        {
            if (FrozenBy(moment) is { } freeze) next = freeze.FreeFrom(moment);
            else if (InWindow(moment)) return moment;
            else next = windows.Min(w => w.OpensNext(moment));
        }

        return null;
    }

    /// <returns>The next moment, strictly after the given one, at which it goes from closed to open; null: none in the next two years.</returns>
    public DateTimeOffset? OpensNext(DateTimeOffset at)
    {
        if (!IsOpen(at)) return EarliestOpen(at);
        return ClosesNext(at) is { } close ? EarliestOpen(close) : null;
    }

    /// <returns>When it closes: the opening that is on, or else the next one. Null: not in the next two years, as far as can be told.</returns>
    public DateTimeOffset? ClosesNext(DateTimeOffset at)
    {
        if (EarliestOpen(at) is not { } open) return null;
        var limit = open.AddYears(Window.YearsAhead);
        var frozen = freezes.Min(f => f.BeginsNext(open));
        DateTimeOffset? close = open;
        while (close is { } moment && moment <= limit && !(moment > frozen) && InWindow(moment))
        {
            close = windows.Count == 0 ? null : windows.Where(w => w.IsOpen(moment)).Select(w => w.ClosesNext(moment)).Aggregate((a, b) => a is null || b is null ? null : a > b ? a : b);
        }

        var earliest = frozen is not null && !(close < frozen) ? frozen : close;
        return earliest <= limit ? earliest : null;
    }

    private bool InWindow(DateTimeOffset at) => windows.Count == 0 || windows.Any(w => w.IsOpen(at));
}
