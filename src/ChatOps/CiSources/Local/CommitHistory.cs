using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>The commits between two others, by following parents.</summary>
internal static class CommitHistory
{
    private const int MaxChanges = 250;

    public static async Task<IReadOnlyDictionary<string, CommitEntry>> Read(string path, CancellationToken ct)
    {
        const string What = "CI's list of commits";
        var entries = await LocalFile.ReadJson(path, What, LocalCiJson.Default.ListCommitEntry, ct)
            ?? throw new CiUnavailableException($"{What} is missing.");
        var bySha = new Dictionary<string, CommitEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (entry is null || !bySha.TryAdd(entry.Sha, entry))
                throw new CiUnavailableException($"{What} is malformed: an entry is null or there twice.");
        }

        return bySha;
    }

    public static IReadOnlyList<Change> Between(string from, string to, IReadOnlyDictionary<string, CommitEntry> commits)
    {
        var changes = new List<Change>();
        var steps = 0;
        // As many steps as there are commits at most: parents that go round in a circle end too.
        for (var sha = to; !string.Equals(sha, from, StringComparison.OrdinalIgnoreCase); steps++)
        {
            if (sha is null || steps > commits.Count || !commits.TryGetValue(sha, out var commit)) return [];
            if (changes.Count < MaxChanges) changes.Add(new(commit.Sha, commit.Author, commit.Title, commit.Paths, commit.Labels));
            sha = commit.Parent;
        }

        return changes;
    }
}
