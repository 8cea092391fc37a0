using System.Text;
using System.Text.Json;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>Who vouches for where bytes come from.</summary>
public sealed partial class GitHubSource
{
    // Real ones have some 10 KB. As it is stored, and unpacked.
    private const int MostAttestations = 30, LongestAttestation = 2 << 20;

    // https://docs.github.com/en/rest/repos/attestations: by the digest of the bytes, whatever run made them.
    public async Task<IReadOnlyList<byte[]>> Attestations(Digest digest, CancellationToken ct)
    {
        var (path, what) = ($"attestations/{digest}?predicate_type=provenance&per_page={MostAttestations}", $"the attestations of {digest.Short} in {repository}");
        // Addresses are good for a short time, and what was known already may hold old ones.
        return await Bundles(await Ask(isFresh: false), what, ct) ?? await Bundles(await Ask(isFresh: true), what, ct)
            ?? throw new CiUnavailableException($"GitHub's storage does not give {what}: the addresses that GitHub tells have expired, or nothing is there.");

        Task<AttestationList?> Ask(bool isFresh) => connection.Get(repository, path, GitHubJson.Default.AttestationList, what, ct, isFresh: isFresh);
    }

    /// <returns>Null if one is not, or no more, where GitHub says.</returns>
    private async Task<IReadOnlyList<byte[]>?> Bundles(AttestationList? list, string what, CancellationToken ct)
    {
        var bundles = new List<byte[]>();
        foreach (var item in list?.Items ?? [])
        {
            if (item.Bundle is { ValueKind: JsonValueKind.Object } bundle) bundles.Add(Encoding.UTF8.GetBytes(bundle.GetRawText()));
            else if (!Uri.TryCreate(item.BundleUrl, UriKind.Absolute, out var at)) throw new CiUnavailableException($"GitHub names {what}, and gives neither their text nor where it is.");
            else if (await StoredBundle(Stored(at, what), what, ct) is { } stored) bundles.Add(stored);
            else return null;
        }

        return bundles;
    }

    private async Task<byte[]?> StoredBundle(Uri at, string what, CancellationToken ct)
    {
        Uri? address = at;
        await using var download = new Download(connection, () => Task.FromResult(Interlocked.Exchange(ref address, null) ?? throw new ExpiredException()));
        try
        {
            await download.Begin(ct);
            var bytes = await GitHubWire.Whole(download, LongestAttestation, ct) ?? throw new FormatException($"it is longer than {LongestAttestation >> 20} MB");
            // GitHub packs them (application/x-snappy), and gh unpacks whatever comes. Of Enterprise Servers gh knows nothing: should one not pack them, it will say so.
            if (download.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true) bytes = SnappyBlock.Unpack(bytes, LongestAttestation);
            using var bundle = JsonDocument.Parse(bytes);
            return bundle.RootElement.ValueKind == JsonValueKind.Object ? bytes : throw new JsonException();
        }
        catch (ExpiredException)
        {
            return null;
        }
        catch (FormatException fault)
        {
            throw Unreadable(fault.Message);
        }
        catch (JsonException)
        {
            throw Unreadable("it is no JSON object");
        }

        CiUnavailableException Unreadable(string why) => new($"GitHub's storage holds one of {what} that can't be read: {why}.");
    }

    private sealed class ExpiredException : Exception;
}
