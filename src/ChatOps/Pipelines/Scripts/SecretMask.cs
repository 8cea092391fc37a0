using System.Buffers;
using System.Text;

namespace ChatOps.Pipelines.Scripts;

/// <summary>Puts <c>***</c> in place of secrets in a stream of bytes, also where a secret comes in pieces.</summary>
internal sealed class SecretMask
{
    private const int ShortestPiece = 4;
    private readonly string[] _forms;
    private readonly SearchValues<string>? _any;
    private readonly SearchValues<char> _first;
    private char[] _text = [];
    private bool[] _secret = [];
    private bool _masked;

    public SecretMask(IEnumerable<string> secrets)
    {
        _forms = [.. secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(f => f.Length)];
        _any = _forms.Length == 0 ? null : SearchValues.Create(_forms, StringComparison.Ordinal);
        _first = SearchValues.Create([.. _forms.Select(f => f[0]).Distinct()]);
    }

    /// <summary>For a text that is whole, such as an error's message.</summary>
    public static string Of(string text, IEnumerable<string> secrets) =>
        Encoding.UTF8.GetString(new SecretMask(secrets).Pass(Encoding.UTF8.GetBytes(text), last: true));

    /// <param name="last">Nothing follows. What may be the beginning of a secret is masked, not kept back.</param>
    /// <returns>What is known to be masked; what may be the beginning of a secret is kept back.</returns>
    public byte[] Pass(ReadOnlySpan<byte> bytes, bool last = false)
    {
        if (_any is null) return bytes.ToArray();
        var kept = _text.Length;
        Array.Resize(ref _text, kept + bytes.Length);
        Array.Resize(ref _secret, _text.Length);
        Encoding.Latin1.GetChars(bytes, _text.AsSpan(kept));

        for (var at = 0; _text.AsSpan(at).IndexOfAny(_any) is >= 0 and var found; at++)
        {
            at += found;
            var rest = _text.AsSpan(at);
            foreach (var form in _forms)
            {
                if (!rest.StartsWith(form, StringComparison.Ordinal)) continue;
                _secret.AsSpan(at, form.Length).Fill(true);
                break;
            }
        }

        var end = Unfinished();
        if (last && _text.Length - end >= ShortestPiece) _secret.AsSpan(end).Fill(true);
        if (last) end = _text.Length;
        var masked = Masked(end);
        _text = _text[end..];
        _secret = _secret[end..];
        return masked;
    }

    // Where the longest ending begins that a secret begins with.
    private int Unfinished()
    {
        for (var at = Math.Max(0, _text.Length - _forms[0].Length + 1); at < _text.Length; at++)
        {
            var next = _text.AsSpan(at).IndexOfAny(_first);
            if (next < 0) break;
            at += next;
            foreach (var form in _forms)
                if (form.AsSpan().StartsWith(_text.AsSpan(at), StringComparison.Ordinal) && form.Length > _text.Length - at) return at;
        }

        return _text.Length;
    }

    private byte[] Masked(int end)
    {
        var to = new ArrayBufferWriter<byte>(Math.Max(end, 1));
        for (var at = 0; at < end;)
        {
            var secret = _secret[at];
            var change = _secret.AsSpan(at, end - at).IndexOf(!secret);
            var next = change < 0 ? end : at + change;
            if (secret && !_masked) to.Write("***"u8);
            if (!secret) Encoding.Latin1.GetBytes(_text.AsSpan(at, next - at), to);
            _masked = secret;
            at = next;
        }

        return to.WrittenSpan.ToArray();
    }
}
