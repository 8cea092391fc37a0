using System.Globalization;
using System.Net;
using System.Text.Json;
using ChatOps.Commands;

namespace ChatOps.Environments;

/// <summary>When an answer lets pass: <c>200</c> (a status) or <c>$.open = 0</c> (a place in the JSON and its value).</summary>
internal static class HttpCondition
{
    private const int LongestValue = 80;

    /// <summary>What is wrong with it, or null.</summary>
    public static string? FaultOf(string passes)
    {
        if (passes.Length == 0 || IsStatus(passes)) return null;
        var (path, value) = Split(passes);
        return path.StartsWith("$.", StringComparison.Ordinal) && value.Length > 0 ? null : "must be a status such as 200, or a place in the JSON and its value, such as $.open = 0";
    }

    /// <exception cref="FormatException">The answer holds nothing that could be compared. The message is fit to be shown.</exception>
    public static (bool Passes, string Words) Holds(string? passes, HttpStatusCode status, byte[] body)
    {
        var code = (int)status;
        if (string.IsNullOrEmpty(passes)) return (code is >= 200 and < 300, $"it answered {code}");
        if (IsStatus(passes)) return (passes == code.ToString(CultureInfo.InvariantCulture), $"it answered {code}{(passes == $"{code}" ? "" : $", and {passes} is asked for")}");
        if (code is < 200 or > 299) throw new FormatException($"it answered {code}");
        var (path, wanted) = Split(passes);
        var found = Find(path, body);
        return found == wanted ? (true, $"{path} is {wanted}") : (false, $"{path} is {PlainText.Shorten(PlainText.Clean(found), LongestValue)}, and {wanted} is asked for");
    }

    private static bool IsStatus(string passes) => passes.Length == 3 && passes.All(char.IsAsciiDigit);

    private static (string Path, string Value) Split(string passes)
    {
        var at = passes.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (passes, "") : (passes[..at].Trim(), passes[(at + 1)..].Trim());
    }

    private static string Find(string path, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var at = json.RootElement;
            foreach (var name in path.Split('.').Skip(1))
            {
                if (name == "length" && at.ValueKind == JsonValueKind.Array) return at.GetArrayLength().ToString(CultureInfo.InvariantCulture);
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) throw new FormatException($"its answer has no {path}");
            }

            return at.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? throw new FormatException($"{path} of its answer is no single value") : at.ToString();
        }
        catch (JsonException unreadable)
        {
            throw new FormatException("its answer is no JSON", unreadable);
        }
    }
}
