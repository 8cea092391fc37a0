using System.Text;
using System.Text.Json;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>Who vouches for where bytes come from.</summary>
public sealed partial class GitHubSource
{
    private const int MostAttestations = 30;

    // https://docs.github.com/en/rest/repos/attestations: by the digest of the bytes, whatever run made them.
    public async Task<IReadOnlyList<byte[]>> Attestations(Digest digest, CancellationToken ct)
    {
        var what = $"attestations of {digest.Short} in {repository}";
        var found = await connection.Get(repository, $"attestations/{digest}?predicate_type=provenance&per_page={MostAttestations}", GitHubJson.Default.AttestationList, what, ct);
        return [.. (found?.Items ?? []).Select(a => a.Bundle is { ValueKind: JsonValueKind.Object } bundle
            ? Encoding.UTF8.GetBytes(bundle.GetRawText())
            : throw new CiUnavailableException($"GitHub names {what}, and does not give their text."))];
    }
}
