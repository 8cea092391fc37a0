using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Tells Slack's own requests from all others, by the raw bytes and before anything is parsed.</summary>
/// <remarks>https://docs.slack.dev/authentication/verifying-requests-from-slack: <c>v0=</c> and the hex HMAC-SHA256 of
/// <c>v0:{timestamp}:{body}</c> under the signing secret.</remarks>
internal sealed class RequestGuard(Func<SlackOptions> options, TimeProvider time)
{
    public const string SignatureHeader = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <returns>Null if the request may come in; otherwise why not, fit to be told to anybody.</returns>
    public string? Objection(StringValues timestamp, StringValues signature, ReadOnlySpan<byte> body, out SignedAt signed)
    {
        signed = default;
        var secret = options().SigningSecret;
        if (string.IsNullOrWhiteSpace(secret)) return "This bot has no signing secret, so it lets no request in.";
        if (timestamp is not [{ Length: > 0 and <= 12 } stamp] || !stamp.All(char.IsAsciiDigit)) return $"{TimestampHeader} is missing or malformed.";
        if (signature is not [{ } claimed] || !TryReadHash(claimed, out var hash)) return $"{SignatureHeader} is missing or malformed.";

        var at = DateTimeOffset.FromUnixTimeSeconds(Math.Min(long.Parse(stamp, CultureInfo.InvariantCulture), LastSecond));
        if ((time.GetUtcNow() - at).Duration() > Window) return "This request is too old or from the future.";
        if (!CryptographicOperations.FixedTimeEquals(Hash(secret, stamp, body), hash)) return "The signature does not match.";
        signed = new(claimed, at);
        return null;
    }

    /// <summary>Only the form that Slack writes, so that one body has one signature.</summary>
    private static bool TryReadHash(string signature, out byte[] hash)
    {
        hash = [];
        if (signature.Length != 67 || !signature.StartsWith("v0=", StringComparison.Ordinal)) return false;
        if (signature.AsSpan(3).ContainsAnyExcept(LowerHex)) return false;
        hash = Convert.FromHexString(signature.AsSpan(3));
        return true;
    }

    private static byte[] Hash(string secret, string stamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{stamp}:"));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}

/// <summary>A good signature, and when it was made.</summary>
internal readonly record struct SignedAt(string Signature, DateTimeOffset At);
