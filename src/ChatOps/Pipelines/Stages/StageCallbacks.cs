using System.Security.Cryptography;
using System.Text;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines.Stages;

/// <summary>The secrets with which called programs sign that they are done: one for each try, all made from one that lies in the data folder.</summary>
public sealed class StageCallbacks(DataFolder folder)
{
    private const int KeyLength = 32;

    private readonly Lazy<byte[]> _master = new(() => ReadOrMake(folder.File("callback.key")));

    /// <summary>Hex digits; good for this try only.</summary>
    public string SecretOf(string key) => Convert.ToHexStringLower(HMACSHA256.HashData(_master.Value, Encoding.UTF8.GetBytes(key)));

    /// <param name="signature"><c>sha256=</c> and the hex digits of HMAC-SHA-256 over the body's bytes, with the try's secret as text for a key.</param>
    public bool IsSigned(string key, ReadOnlySpan<byte> body, string? signature)
    {
        var expected = Encoding.ASCII.GetBytes($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(SecretOf(key)), body))}");
        return signature is not null && CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature));
    }

    // Whole or not at all: with half a key anybody could sign.
    private static byte[] ReadOrMake(string file)
    {
        AtomicFile.WriteOnce(file, RandomNumberGenerator.GetBytes(KeyLength), isSecret: true);
        return File.ReadAllBytes(file) is { Length: KeyLength } key ? key : throw new InvalidDataException($"{Path.GetFileName(file)} in the data folder is damaged: remove it, and calls that are on their way fail.");
    }
}

/// <summary>A called program said how it ended.</summary>
public sealed class StageCallback
{
    /// <summary>Of <see cref="StageOrder.Key"/>.</summary>
    public required string Key { get; init; }

    public required bool Passed { get; init; }

    /// <summary>Untrusted text.</summary>
    public required string Words { get; init; }

    public required DateTimeOffset At { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<StageCallback>(call =>
    {
        call.ToTable("StageCallbacks");
        call.HasKey(c => c.Key);
        call.Property(c => c.Key).HasMaxLength(200);
    });
}
