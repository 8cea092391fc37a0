using System.Diagnostics.CodeAnalysis;

namespace ChatOps.Domain.Releases;

/// <summary>A SHA-256 digest: 64 lower-case hex digits. It names bytes; two artifacts with one digest are one artifact.</summary>
public readonly record struct Digest
{
    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    public string Hex => _hex ?? throw new InvalidOperationException("This digest was never set.");

    /// <summary>The first twelve digits, for people.</summary>
    public string Short => Hex[..12];

    public static Digest Of(ReadOnlySpan<byte> bytes) => FromHash(System.Security.Cryptography.SHA256.HashData(bytes));

    /// <param name="hash">The 32 bytes that SHA-256 answered.</param>
    public static Digest FromHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != 32) throw new ArgumentException("A SHA-256 hash has 32 bytes.", nameof(hash));
        return new(Convert.ToHexStringLower(hash));
    }

    /// <param name="text">64 hex digits, with or without <c>sha256:</c> in front.</param>
    /// <exception cref="FormatException">The text is no SHA-256 digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException("A digest has 64 hex digits, with or without 'sha256:' in front.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null) return false;
        var hex = text.StartsWith("sha256:", StringComparison.Ordinal) ? text["sha256:".Length..] : text;
        if (hex.Length != 64 || !hex.All(char.IsAsciiHexDigit)) return false;
        digest = new(hex.ToLowerInvariant());
        return true;
    }

    public override string ToString() => $"sha256:{Hex}";
}
