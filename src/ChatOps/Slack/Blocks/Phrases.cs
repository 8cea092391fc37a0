using System.Text.RegularExpressions;
using ChatOps.Domain;
using ChatOps.Domain.Approvals;

namespace ChatOps.Slack.Blocks;

/// <summary>Small pieces of markup that cards and notes share.</summary>
internal static partial class Phrases
{
    /// <summary>A mention if the id is one of Slack's; otherwise the name, inert.</summary>
    public static string Mention(Person person) => IsUserId(person.Id) ? $"<@{person.Id}>" : Name(person);

    public static string Name(Person person) => Mrkdwn.Safe(person.Name is { Length: > 0 } name ? name : person.Id, 60);

    public static bool IsUserId(string id) => UserId().IsMatch(id);

    /// <summary>The moment in each reader's own time zone, with UTC for clients that can't.</summary>
    public static string Time(DateTimeOffset at) =>
        $"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC>";

    public static string Duration(TimeSpan took) => took switch
    {
        { TotalSeconds: < 1 } => "under 1s",
        { TotalMinutes: < 1 } => $"{took.Seconds}s",
        { TotalHours: < 1 } => $"{took.Minutes}m {took.Seconds:00}s",
        { TotalDays: < 1 } => $"{took.Hours}h {took.Minutes:00}m",
        _ => $"{took.Days}d {took.Hours:00}h",
    };

    public static string Size(long bytes) => Words.OfBytes(bytes);

    /// <summary>As many lines as fit, then how many were left out.</summary>
    public static string List(IEnumerable<string> lines, int total, int most, int room)
    {
        const int forTheRest = 40;
        var kept = new List<string>();
        var used = 0;
        foreach (var line in lines.Take(most))
        {
            if (used + line.Length + 1 > room - forTheRest) break;
            kept.Add(line);
            used += line.Length + 1;
        }

        if (total > kept.Count) kept.Add(kept.Count == 0 ? $"{total} in all" : $"and {total - kept.Count} more");
        return string.Join('\n', kept);
    }

    [GeneratedRegex("^[UW][A-Z0-9]{1,20}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserId();
}
