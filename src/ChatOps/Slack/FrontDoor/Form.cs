using System.Text;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> strictly: what is malformed is refused, not guessed at.</summary>
internal static class Form
{
    private const int MostFields = 100;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The body is no form.</exception>
    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>();
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty) continue;
            if (fields.Count == MostFields) throw new FormatException($"the form has more than {MostFields} fields");
            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (!fields.TryAdd(name, equals < 0 ? "" : Decode(pair[(equals + 1)..]))) throw new FormatException("a field of the form comes twice");
        }

        return fields;
    }

    private static string Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            bytes[length++] = encoded[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' when i + 2 < encoded.Length && Hex(encoded[i + 1], encoded[i + 2]) is var value and >= 0 => Skip(ref i, value),
                (byte)'%' => throw new FormatException("the form has a % that no two hex digits follow"),
                var plain => plain,
            };
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("the form is not UTF-8", e);
        }
    }

    private static byte Skip(ref int i, int value)
    {
        i += 2;
        return (byte)value;
    }

    private static int Hex(byte high, byte low) =>
        char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low) ? Convert.FromHexString([(char)high, (char)low])[0] : -1;
}
