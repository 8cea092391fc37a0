using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>The digests that CI recorded, in the form <c>sha256sum</c> writes and checks.</summary>
internal static class Sha256Sums
{
    /// <returns>Digest by file name; empty if there is no such file.</returns>
    public static IReadOnlyDictionary<string, Digest> Read(string path, long run)
    {
        var sums = new Dictionary<string, Digest>();
        if (!File.Exists(path)) return sums;
        foreach (var line in File.ReadLines(path).Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            // 64 digits, a space, then a space (text) or a star (binary), then the name.
            var shaped = line.Length >= 67 && line[64] == ' ' && line[65] is (' ' or '*');
            if (!shaped || !Digest.TryParse(line[..64], out var digest) || !sums.TryAdd(line[66..], digest))
                throw new CiUnavailableException($"The digests that CI recorded for run {run} are malformed.");
        }

        return sums;
    }
}
