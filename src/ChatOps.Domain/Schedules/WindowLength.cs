using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOps.Domain.Schedules;

/// <summary>
/// How long a window stays open. As in RFC 5545 (3.3.6) weeks and days are counted on the wall, hours and less on a stopwatch. A window typed
/// as from–to is counted on the wall altogether: it closes when the clocks show the "to", also on a night they are changed.
/// </summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly partial record struct WindowLength
{
    /// <summary>The longest, so that what is open now can be told from what opened lately.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(31);

    private WindowLength(TimeSpan onTheWall, TimeSpan onTheWatch)
    {
        OnTheWall = onTheWall;
        OnTheWatch = onTheWatch;
    }

    public TimeSpan OnTheWall { get; }

    public TimeSpan OnTheWatch { get; }

    public TimeSpan Whole => OnTheWall + OnTheWatch;

    /// <summary>From one time of day to the next such; over midnight if <paramref name="to"/> is not later. Null: to the day's end.</summary>
    public static WindowLength Between(TimeOnly from, TimeOnly? to)
    {
        var length = (to?.ToTimeSpan() ?? TimeSpan.FromDays(1)) - from.ToTimeSpan();
        return new(length > TimeSpan.Zero ? length : length + TimeSpan.FromDays(1), TimeSpan.Zero);
    }

    /// <param name="text">An RFC 5545 duration, such as <c>PT8H</c>, <c>P1DT2H</c> or <c>P1W</c>.</param>
    /// <exception cref="FormatException">With words.</exception>
    public static WindowLength Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success) throw new FormatException($"DURATION: \"{Excerpt.Of(text)}\" is no length of time; write one such as PT8H, PT90M or P1DT2H.");
        var length = new WindowLength(
            TimeSpan.FromDays((Number(match, "w") * 7) + Number(match, "d")),
            new TimeSpan(Number(match, "h"), Number(match, "m"), Number(match, "s")));
        if (length.Whole <= TimeSpan.Zero) throw new FormatException($"DURATION: \"{text}\" is no time at all; write one such as PT8H.");
        if (length.Whole > Most) throw new FormatException($"DURATION: \"{text}\" is more than {Most.Days} days.");
        return length;
    }

    /// <returns>When a window closes that opened at the local time.</returns>
    internal DateTimeOffset CloseOf(LocalTime opening, TimeZoneInfo zone)
    {
        // Without whole days nothing is counted on the wall, and an overlap must not be asked twice.
        var close = (OnTheWall == TimeSpan.Zero ? opening.At : zone.Resolve(opening.Local + OnTheWall).At) + OnTheWatch;

        // The opening was shifted out of a gap to behind its own end: then it is open for its length.
        return close > opening.At ? close : opening.At + Whole;
    }

    private static int Number(Match match, string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^P(?=.)(?:(?<w>\d{1,3})W|(?:(?<d>\d{1,4})D)?(?:T(?=\d)(?:(?<h>\d{1,5})H)?(?:(?<m>\d{1,6})M)?(?:(?<s>\d{1,7})S)?)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
