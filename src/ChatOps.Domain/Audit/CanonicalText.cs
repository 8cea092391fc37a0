using System.Text;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Audit;

/// <summary>Writes values so that no two different lists of them read the same: length first, and null apart from empty.</summary>
internal sealed class CanonicalText
{
    private readonly StringBuilder _text = new();

    public CanonicalText Add(string? value)
    {
        _text.Append(value is null ? "-" : $"{value.Length}:{value}").Append(';');
        return this;
    }

    public CanonicalText Add(long? value) => Add(value?.ToString());

    public Digest Hash() => Digest.Of(Encoding.UTF8.GetBytes(_text.ToString()));
}
