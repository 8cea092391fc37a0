using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ChatOps.Releases.Evidence;

/// <summary>Opens a JSON file that was made by nobody one knows: checked in one pass first, so that what is then held in memory is bounded.</summary>
internal static class JsonFile
{
    private const int SmallSet = 64;

    /// <param name="bytes">Without a byte order mark.</param>
    public static JsonDocument Open(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            Check(bytes.Span);
            return JsonDocument.Parse(bytes, new() { MaxDepth = EvidenceLimits.Depth + 1 });
        }
        catch (JsonException e)
        {
            throw EvidenceFaultException.At($"line {(e.LineNumber ?? 0) + 1}", "it is no proper JSON, or ends too early", e);
        }
    }

    private static void Check(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes)) throw EvidenceFaultException.At(LineOf(bytes, FirstInvalid(bytes)), "it is not in UTF-8");
        var reader = new Utf8JsonReader(bytes, new() { MaxDepth = EvidenceLimits.Depth + 1 });
        var sets = new HashSet<string>?[EvidenceLimits.Depth + 2];
        for (var tokens = 0; reader.Read(); tokens++)
        {
            if (tokens > EvidenceLimits.JsonTokens) throw Fault(bytes, reader, $"it has more than {EvidenceLimits.JsonTokens} parts");
            if (reader.CurrentDepth > EvidenceLimits.Depth || (reader.CurrentDepth == EvidenceLimits.Depth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray))
                throw Fault(bytes, reader, $"it is nested deeper than {EvidenceLimits.Depth}");
            if (reader.TokenType == JsonTokenType.StartObject) sets[reader.CurrentDepth + 1] = Emptied(sets[reader.CurrentDepth + 1]);
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var names = sets[reader.CurrentDepth]!;
            var name = NameOf(bytes, reader);
            if (!names.Add(name)) throw Fault(bytes, reader, $"\"{EvidenceFaultException.OneLine(name, 60)}\" is there twice in one object");
            if (names.Count > EvidenceLimits.JsonMembers) throw Fault(bytes, reader, $"an object has more than {EvidenceLimits.JsonMembers} members");
        }
    }

    // Emptying a large set takes as long as it is large, and there may be a million objects after it.
    private static HashSet<string> Emptied(HashSet<string>? set)
    {
        if (set is null || set.Count > SmallSet) return new(StringComparer.Ordinal);
        set.Clear();
        return set;
    }

    private static string NameOf(ReadOnlySpan<byte> bytes, in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw EvidenceFaultException.At(LineOf(bytes, (int)reader.TokenStartIndex), "a name holds half a character", e);
        }
    }

    private static EvidenceFaultException Fault(ReadOnlySpan<byte> bytes, in Utf8JsonReader reader, string words) =>
        EvidenceFaultException.At(LineOf(bytes, (int)reader.TokenStartIndex), words);

    private static string LineOf(ReadOnlySpan<byte> bytes, int index) => $"line {bytes[..index].Count((byte)'\n') + 1}";

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }
}
