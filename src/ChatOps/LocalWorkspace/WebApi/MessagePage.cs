using System.Text;
using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Messages;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>Which messages a call asks for: those in a time range, some at a time.</summary>
internal sealed record MessagePage(string Oldest, string Latest, bool Inclusive, int Limit, string? Cursor, bool NewestFirst)
{
    private const string CursorPrefix = "next_ts:";

    public static MessagePage Read(ApiArguments arguments, bool newestFirst) => new(
        Timestamps.Normal(arguments.Text("oldest")),
        arguments.Text("latest") is { Length: > 0 } latest and not "now" ? Timestamps.Normal(latest) : "9999999999.999999",
        arguments.Flag("inclusive"),
        Math.Clamp(arguments.Number("limit", 100), 1, 999),
        ReadCursor(arguments.Text("cursor")),
        newestFirst);

    public bool Holds(string ts)
    {
        var (low, high) = (string.CompareOrdinal(ts, Oldest), string.CompareOrdinal(ts, Latest));
        return Inclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
    }

    public JsonObject Cut<T>(IEnumerable<T> messages, Func<T, string> ts, Func<T, JsonObject> wire)
    {
        var rest = messages.Where(m => Cursor is null || (string.CompareOrdinal(ts(m), Cursor) is var order && (NewestFirst ? order <= 0 : order >= 0)));
        var found = rest.Take(Limit + 1).ToList();
        var hasMore = found.Count > Limit;
        var answer = new JsonObject
        {
            ["messages"] = new JsonArray([.. found.Take(Limit).Select(wire)]),
            ["has_more"] = hasMore,
        };
        if (hasMore)
        {
            var cursor = Convert.ToBase64String(Encoding.UTF8.GetBytes(CursorPrefix + ts(found[^1])));
            answer["response_metadata"] = new JsonObject { ["next_cursor"] = cursor };
        }

        return answer;
    }

    private static string? ReadCursor(string cursor)
    {
        if (cursor.Length == 0)
            return null;
        var bytes = new byte[cursor.Length];
        if (Convert.TryFromBase64String(cursor, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var text && text.StartsWith(CursorPrefix, StringComparison.Ordinal))
        {
            return text[CursorPrefix.Length..];
        }

        throw new ApiRefusedException("invalid_cursor");
    }
}
