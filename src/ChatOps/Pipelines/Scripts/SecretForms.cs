using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ChatOps.Pipelines.Scripts;

/// <summary>The ways in which a secret may show up in a program's output.</summary>
internal static class SecretForms
{
    private const int ShortestOther = 4;
    private const int ShortestPart = 8;
    private const int Base64Line = 76;

    /// <returns>One char for each byte of the output.</returns>
    public static IEnumerable<string> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (bytes.Length == 0) return [];
        string[] texts = bytes.Length < ShortestOther ? [secret] : [secret, .. Escaped(secret), .. Encoded(bytes), .. Encoded([.. bytes, (byte)'\n']), .. Lines(secret)];
        return texts.Select(Plain).Where(t => t.Trim('\n', '\t', ' ').Length > 0).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Escaped(string secret)
    {
        var percent = Uri.EscapeDataString(secret);
        yield return percent;
        yield return LowerHex(percent);
        yield return WebUtility.UrlEncode(secret);
        yield return LowerHex(WebUtility.UrlEncode(secret));
        yield return JsonEncodedText.Encode(secret).Value;
        yield return JsonEncodedText.Encode(secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
    }

    // Whole; broken into lines as the base64 program does; and what stays the same when it is a part of something longer.
    private static IEnumerable<string> Encoded(byte[] bytes)
    {
        var whole = Convert.ToBase64String(bytes);
        string[] found =
        [
            whole, whole.TrimEnd('='),
            .. whole.Length > Base64Line ? [string.Join('\n', whole.Chunk(Base64Line).Select(c => new string(c)))] : Array.Empty<string>(),
            .. Enumerable.Range(0, 3).Select(before => Inner(bytes, before)).Where(p => p.Length >= ShortestPart),
        ];
        return found.Concat(found.Select(f => f.Replace('+', '-').Replace('/', '_')));
    }

    private static string Inner(byte[] bytes, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var start = before switch { 0 => 0, 1 => 2, _ => 3 };
        var end = (before + bytes.Length) * 8 / 6;
        return end > start ? encoded[start..end] : "";
    }

    private static IEnumerable<string> Lines(string secret) => secret.Split('\n').Select(l => l.Trim()).Where(l => l.Length >= ShortestPart);

    private static string LowerHex(string escaped)
    {
        var text = new StringBuilder(escaped);
        for (var at = 0; at + 2 < text.Length; at++)
            if (text[at] == '%') (text[at + 1], text[at + 2]) = (char.ToLowerInvariant(text[at + 1]), char.ToLowerInvariant(text[at + 2]));
        return text.ToString();
    }

    // As it comes out of the output, which is made plain before.
    private static string Plain(string text)
    {
        var plain = new ArrayBufferWriter<byte>();
        new PlainBytes().Pass(Encoding.UTF8.GetBytes(text), plain);
        return Encoding.Latin1.GetString(plain.WrittenSpan);
    }
}
