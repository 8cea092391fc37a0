using System.Diagnostics.CodeAnalysis;

namespace ChatOps.Domain.Schedules;

/// <summary>
/// A moment that somebody typed behind <c>at</c> or <c>in</c>: <c>14:00</c>, <c>2pm</c>, <c>tomorrow 9:30 Europe/Berlin</c>, <c>monday 10:00</c>, <c>2026-12-24 08:00 UTC</c>,
/// <c>2026-10-25 02:30+01:00</c>, <c>in 30 minutes</c>, <c>in 2h</c>. It is in the future, and at most a year ahead.
/// </summary>
/// <remarks>
/// A day of the week is its next such moment: today, if it is that day and the time is still to come. Days of <c>in 2 days</c> are counted on the wall, hours on a stopwatch.
/// A local time that comes twice (the clocks go back) is its first, or its second once the first is over, and <see cref="Note"/> says so; one that does not exist is refused.
/// </remarks>
/// <param name="At">The moment, as UTC.</param>
/// <param name="Words">How many of the words it took; what follows is somebody else's.</param>
/// <param name="Zone">The zone it was read in.</param>
/// <param name="Note">What the person should be told about how it was read; null: nothing.</param>
public sealed record TypedTime(DateTimeOffset At, int Words, TimeZoneInfo Zone, string? Note)
{
    /// <summary>For people: the local time and its zone, such as <c>2026-12-24 08:00 Europe/Berlin</c>.</summary>
    public string Text => $"{Zone.LocalAt(At):yyyy-MM-dd HH:mm} {Zone.Id}";

    /// <param name="words">What was typed, parted at spaces; without the <c>at</c>, with the <c>in</c>.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="zone">The person's time zone: holds where the words name none.</param>
    /// <param name="refusal">What is wrong, and what to type instead.</param>
    public static bool TryParse(
        IReadOnlyList<string> words, DateTimeOffset now, TimeZoneInfo zone, [NotNullWhen(true)] out TypedTime? time, [NotNullWhen(false)] out string? refusal)
    {
        (time, refusal) = (null, null);
        try
        {
            time = new TypedTimeText(words, now, zone).Read();
            return true;
        }
        catch (FormatException fault)
        {
            refusal = fault.Message;
            return false;
        }
    }
}
