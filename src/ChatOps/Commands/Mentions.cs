using System.Text.RegularExpressions;

namespace ChatOps.Commands;

/// <summary>How Slack writes people, channels and links into the text of a command that asks for it (<c>should_escape</c>): <c>&lt;@U024BE7LH|name&gt;</c>.</summary>
internal static partial class Mentions
{
    /// <returns>The person's id and name; null: it is no mention of a person. The id is what was typed, not what anybody is.</returns>
    public static (string Id, string Name)? Person(string word)
    {
        var match = Mention().Match(word);
        return match is { Success: true, Length: var length } && length == word.Length && match.Groups["kind"].Value == "@" && IsUser().IsMatch(match.Groups["id"].Value)
            ? (match.Groups["id"].Value, match.Groups["name"] is { Length: > 0 } name ? name.Value : match.Groups["id"].Value)
            : null;
    }

    /// <returns>The channel's id; null: it is no mention of a channel.</returns>
    public static string? Channel(string word)
    {
        var match = Mention().Match(word);
        return match is { Success: true, Length: var length } && length == word.Length && match.Groups["kind"].Value == "#" && IsChannel().IsMatch(match.Groups["id"].Value)
            ? match.Groups["id"].Value
            : null;
    }

    /// <summary>The text as it was typed: names instead of ids, addresses instead of links.</summary>
    public static string Readable(string text) => Mention()
        .Replace(text, m => m.Groups["kind"].Value is { Length: > 0 } kind ? $"{kind}{(m.Groups["name"].Length > 0 ? m.Groups["name"].Value : m.Groups["id"].Value)}" : m.Groups["id"].Value)
        .Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");

    [GeneratedRegex(@"<(?<kind>[@#!]?)(?<id>[^<>|\s]+)(\|(?<name>[^<>]*))?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();

    [GeneratedRegex("^[CGD][A-Z0-9]{1,20}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsChannel();

    [GeneratedRegex("^[UW][A-Z0-9]{1,20}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsUser();
}
