using System.Globalization;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>Moments as tests write them.</summary>
internal static class At
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();

    public static DateTimeOffset? Maybe(string? text) => text is null ? null : Utc(text);
}
