using System.Diagnostics.CodeAnalysis;

namespace ChatOps.Domain.Schedules;

/// <summary>
/// A time that comes again and again and lasts: a recurrence that opens it, and a length. It is open from its opening (inclusive) to its closing
/// (exclusive); openings that touch or overlap are one. Daylight saving: the opening as <see cref="Recurrence"/> says, the closing as <see cref="WindowLength"/> says.
/// </summary>
public sealed class Window
{
    /// <summary>How far ahead is looked before it is said that nothing comes.</summary>
    public const int YearsAhead = 2;

    /// <exception cref="FormatException">The recurrence is too fine for a window.</exception>
    public Window(Recurrence opens, WindowLength length, string words)
    {
        if (opens.Rule.Frequency < Frequency.Hourly) throw new FormatException("A window can't open every minute; FREQ=HOURLY is the finest.");
        (Opens, Length, Words) = (opens, length, words);
    }

    public Recurrence Opens { get; }

    public WindowLength Length { get; }

    /// <summary>For people, such as <c>Mon-Thu 09:00-16:00 Europe/Berlin</c>.</summary>
    public string Words { get; }

    /// <param name="text">
    /// The short form (<c>Mon-Thu 09:00-16:00 Europe/Berlin</c>, <c>weekdays 9-17</c>, <c>daily 22:00-02:00 UTC</c>; the days name the day it opens), or
    /// <c>DTSTART;TZID=…:… RRULE:… DURATION:…</c>. Without DTSTART it opens at midnight of the days of the rule, or at BYHOUR.
    /// </param>
    /// <param name="zone">The zone where the text names none.</param>
    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static Window Parse(string text, TimeZoneInfo zone) => WindowText.Read(text, zone);

    /// <inheritdoc cref="Parse"/>
    /// <param name="words">What is wrong, and where.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, [NotNullWhen(true)] out Window? window, [NotNullWhen(false)] out string? words)
    {
        (window, words) = (null, null);
        try
        {
            window = Parse(text, zone);
            return true;
        }
        catch (FormatException fault)
        {
            words = fault.Message;
            return false;
        }
    }

    /// <summary>The same hours by the clocks of another zone.</summary>
    public Window In(TimeZoneInfo zone) => zone.Id == Opens.Zone.Id ? this : new(new Recurrence(Opens.Rule, Opens.Start, zone), Length, Words.Replace(Opens.Zone.Id, zone.Id, StringComparison.Ordinal));

    public bool IsOpen(DateTimeOffset at) => Openings(at).FirstOrDefault() is { } first && first.From <= at;

    /// <returns>The first opening strictly after the moment; when it is open, the one after that. Null: none in the next two years.</returns>
    public DateTimeOffset? OpensNext(DateTimeOffset at)
    {
        if (IsOpen(at))
        {
            if (ClosesNext(at) is not { } close) return null;
            at = close;
        }

        return Opens.Next(at) is { } next && next <= at.AddYears(YearsAhead) ? next : null;
    }

    /// <returns>When it closes: the opening that is on, or else the next one. Null: never, or not in the next two years.</returns>
    public DateTimeOffset? ClosesNext(DateTimeOffset at)
    {
        DateTimeOffset? close = null;
        var limit = at.AddYears(YearsAhead);
        foreach (var opening in Openings(at))
        {
            if (close is null && opening.From > limit) return null;
            if (opening.From > close) return close;
            if (close is null || opening.To > close) close = opening.To;
            if (close > limit) return null;
        }

        return close;
    }

    public override string ToString() => Words;

    // Those that are not over at the moment, by their beginnings. A change of the clocks may stretch one, by a day at most.
    private IEnumerable<Opening> Openings(DateTimeOffset at) => Opens.After(at - Length.Whole - TimeSpan.FromHours(25))
        .Select(o => new Opening(o.At, Length.CloseOf(o, Opens.Zone))).Where(o => o.To > at);

    private sealed record Opening(DateTimeOffset From, DateTimeOffset To);
}
