using ChatOps.Commands;
using ChatOps.Domain.Schedules;

namespace ChatOps.Schedules;

/// <summary>Reads how often, as somebody typed it.</summary>
internal static class ScheduleText
{
    /// <returns>The recurrence, or what is wrong with the words.</returns>
    public static (Recurrence? Recurrence, string Fault) Read(string typed, TimeZoneInfo zone, DateTimeOffset now)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!TypedRecurrence.TryParse(words, now, zone, out var read, out var refusal)) return (null, refusal);
        if (read.Words < words.Length) return (null, $"I don't know what to do with \"{PlainText.Shorten(words[read.Words], 40)}\" behind {read.Text}.");
        return Schedule.WhyNot(read.Recurrence, now) is { } no ? (null, no) : (read.Recurrence, "");
    }
}
