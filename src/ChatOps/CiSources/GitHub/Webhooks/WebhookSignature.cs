using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ChatOps.CiSources.GitHub.Webhooks;

/// <summary>Tells GitHub's own webhooks from all others, by the raw bytes and before anything is parsed.</summary>
/// <remarks>https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries: <c>sha256=</c> and the hex HMAC-SHA256 of the body under the secret.</remarks>
internal static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";
    private const string Prefix = "sha256=";
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Only the form that GitHub writes, and never without a secret.</summary>
    public static bool IsGood(string secret, string? signature, ReadOnlySpan<byte> body)
    {
        if (secret.Length == 0 || signature is not { Length: 71 } || !signature.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var hex = signature.AsSpan(Prefix.Length);
        return !hex.ContainsAnyExcept(LowerHex) && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body), Convert.FromHexString(hex));
    }
}
