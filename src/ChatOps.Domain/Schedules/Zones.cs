using System.Diagnostics.CodeAnalysis;

namespace ChatOps.Domain.Schedules;

/// <summary>What a local time is in a time zone.</summary>
public enum LocalTimeKind
{
    /// <summary>It comes once.</summary>
    Usual = 0,

    /// <summary>It does not exist: the clocks were put forward over it.</summary>
    InGap,

    /// <summary>It comes twice: the clocks were put back over it.</summary>
    InOverlap,
}

/// <summary>A local time and its moment.</summary>
/// <param name="At">The moment, as UTC. In a gap: shifted forward by the gap. In an overlap: the first of the two.</param>
/// <param name="Second">The second moment of an overlap; else null.</param>
public readonly record struct LocalTime(DateTime Local, DateTimeOffset At, LocalTimeKind Kind, DateTimeOffset? Second = null);

/// <summary>
/// Time zones by IANA name, and the step from local times to moments. Only the way from UTC to local is asked of <see cref="TimeZoneInfo"/>:
/// that one is never in doubt, also where a zone changed its base offset (Apia left out a whole day in 2011).
/// </summary>
public static class Zones
{
    // Local clocks are at most this far from UTC, on either side, with a little to spare.
    internal static readonly TimeSpan MostOffset = TimeSpan.FromHours(16);

    // They look like names and are in the data, but people mean several different things by them.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST", "EET", "EEST", "WET", "WEST", "MET", "MEST",
        "BST", "IST", "JST", "AEST", "AEDT", "ACST", "AWST", "NZST", "NZDT", "HST", "AKST", "AST", "MSK",
    };

    private static readonly Lazy<IReadOnlyList<string>> Names = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Append("UTC").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static readonly Lazy<HashSet<string>> Meant = new(() => Names.Value.Concat(Names.Value.Select(City)).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <param name="name">An IANA name in any case, such as <c>Europe/Berlin</c> or <c>UTC</c>.</param>
    /// <param name="words">What is wrong with the name, and the nearest that is known.</param>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone, [NotNullWhen(false)] out string? words)
    {
        zone = null;
        words = null;
        if (Abbreviations.Contains(name))
        {
            words = $"\"{name}\" is short for more than one time zone; name a place, such as Europe/Berlin or America/New_York, or type UTC";
            return false;
        }

        var known = Names.Value.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null && IsNameLike(name)) known = name;
        if (known is not null && TimeZoneInfo.TryFindSystemTimeZoneById(known, out zone)) return true;
        var nearest = Nearest(name);
        words = $"\"{Excerpt.Of(name)}\" is no known time zone; " + (nearest is null ? "name one such as Europe/Berlin or UTC" : $"did you mean {nearest}?");
        return false;
    }

    /// <param name="name">As another program tells it. Untrusted: it becomes a file's name.</param>
    /// <returns>Null if it is none that is known here.</returns>
    public static TimeZoneInfo? Told(string? name) => name is not null && IsNameLike(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>Whether a word can only be meant as a time zone: a name with a slash, a city that names a zone, an abbreviation, UTC.</summary>
    public static bool LooksLikeOne(string word) =>
        Abbreviations.Contains(word)
        || (word.Contains('/') && IsNameLike(word))
        || Meant.Value.Contains(word);

    /// <returns>What the clocks of the zone show at that moment.</returns>
    public static DateTime LocalAt(this TimeZoneInfo zone, DateTimeOffset at) =>
        DateTime.SpecifyKind(at.UtcDateTime + zone.GetUtcOffset(at), DateTimeKind.Unspecified);

    /// <returns>The moment of a local time: in a gap with the offset before it (RFC 5545, 3.3.5), in an overlap the first.</returns>
    public static LocalTime Resolve(this TimeZoneInfo zone, DateTime local)
    {
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var before = zone.GetUtcOffset(asUtc - MostOffset);
        var after = zone.GetUtcOffset(asUtc + MostOffset);
        if (before == after) return new(local, asUtc - before, LocalTimeKind.Usual);

        var early = zone.GetUtcOffset(asUtc - before) == before;
        var late = zone.GetUtcOffset(asUtc - after) == after;
        return (early, late) switch
        {
            (true, true) => new(local, asUtc - before, LocalTimeKind.InOverlap, asUtc - after),
            (false, true) => new(local, asUtc - after, LocalTimeKind.Usual),
            (false, false) => new(local, asUtc - before, LocalTimeKind.InGap),
            _ => new(local, asUtc - before, LocalTimeKind.Usual),
        };
    }

    /// <returns>The known name that was most likely meant; null if none is near.</returns>
    internal static string? Nearest(string name)
    {
        if (name.Length is < 2 or > 40) return null;
        var wanted = name.ToLowerInvariant().Replace(' ', '_');
        return Names.Value
            .Select(n => (Name: n, Edits: Math.Min(Edits(wanted, n.ToLowerInvariant()), Edits(wanted[(wanted.LastIndexOf('/') + 1)..], City(n).ToLowerInvariant()))))
            .Where(n => n.Edits <= Math.Max(1, wanted.Length / 4))
            .OrderBy(n => n.Edits).ThenBy(n => Edits(wanted, n.Name.ToLowerInvariant())).ThenBy(n => n.Name, StringComparer.Ordinal)
            .FirstOrDefault().Name;
    }

    private static string City(string name) => name[(name.LastIndexOf('/') + 1)..];

    // The name becomes a file's name: nothing but letters, digits, _ + - and single slashes inside.
    private static bool IsNameLike(string name) =>
        name.Length is > 1 and <= 40 && char.IsAsciiLetter(name[0]) && name[^1] != '/' && !name.Contains("//", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '+' or '-');

    // Levenshtein, with one row kept.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[b.Length];
    }
}
