namespace ChatOps.Domain.Releases;

/// <summary>Which of the stored bytes may go. What runs anywhere, what that would go back to, and what somebody is at work with always stays.</summary>
public static class Retention
{
    /// <param name="bytes">What lies in the store.</param>
    /// <param name="project">Only releases of this project may go; null: of all, and bytes that belong to no release.</param>
    public static Surplus Of(RetentionFacts facts, IReadOnlyList<StoredBytes> bytes, RetentionPolicy policy, DateTimeOffset now, string? project = null)
    {
        var young = now - policy.KeepFor;
        HashSet<long> kept =
        [
            .. facts.Running, .. facts.WaysBack, .. facts.Pinned, .. facts.Owed,
            .. facts.Stored.GroupBy(r => r.Project, StringComparer.Ordinal).SelectMany(of => of.OrderByDescending(r => r.TakenInAt).ThenByDescending(r => r.Id).Take(policy.KeepReleases)).Select(r => r.Id),
            .. facts.Promoted.GroupBy(p => (p.Project, p.Environment)).SelectMany(there => there.OrderByDescending(p => p.Deployment).Select(p => p.Release).Distinct().Take(policy.KeepPromoted)),
            .. facts.Stored.Where(r => r.TakenInAt > young || facts.AskedFor.Contains((r.Project, r.CiRun)) || (project is not null && r.Project != project)).Select(r => r.Id),
        ];

        // One digest may be of several releases: it goes only when none of them is kept.
        var needed = facts.Stored.Where(r => kept.Contains(r.Id)).SelectMany(r => r.Artifacts).Select(a => a.Digest).ToHashSet();
        // Also one whose bytes are gone already, and nobody wrote it down.
        var releases = facts.Stored.Where(r => !kept.Contains(r.Id) && r.Artifacts.Any(a => !needed.Contains(a.Digest))).ToList();
        var theirs = releases.SelectMany(r => r.Artifacts).Select(a => a.Digest).ToHashSet();
        return new(releases, [.. bytes.Where(b => !needed.Contains(b.Digest) && (theirs.Contains(b.Digest) || (project is null && b.Since <= young)))]);
    }
}

/// <summary>What is kept though nothing needs it now.</summary>
/// <param name="KeepReleases">The last releases of each project.</param>
/// <param name="KeepPromoted">The last releases that came to each environment that comes after another.</param>
/// <param name="KeepFor">Whatever was taken in less than this time ago.</param>
public sealed record RetentionPolicy(int KeepReleases, int KeepPromoted, TimeSpan KeepFor);

/// <summary>A release whose bytes are in the store.</summary>
public sealed record StoredRelease(long Id, string Project, long CiRun, DateTimeOffset TakenInAt, IReadOnlyList<Artifact> Artifacts);

/// <summary>Bytes as they lie in the store.</summary>
/// <param name="Size">In bytes.</param>
public sealed record StoredBytes(Digest Digest, long Size, DateTimeOffset Since);

/// <summary>Who needs which release, by its id.</summary>
/// <param name="Stored">All whose bytes did not go yet.</param>
public sealed record RetentionFacts(IReadOnlyList<StoredRelease> Stored)
{
    /// <summary>In any environment.</summary>
    public IReadOnlyCollection<long> Running { get; init; } = [];

    /// <summary>What those would be rolled back to.</summary>
    public IReadOnlyCollection<long> WaysBack { get; init; } = [];

    /// <summary>By unfinished runs, also those that wait for a time.</summary>
    public IReadOnlyCollection<long> Pinned { get; init; } = [];

    /// <summary>CI runs that unfinished runs are about, pinned or not yet.</summary>
    public IReadOnlySet<(string Project, long CiRun)> AskedFor { get; init; } = new HashSet<(string, long)>();

    /// <summary>Somebody must still sign for them, or they are to go on by themselves.</summary>
    public IReadOnlyCollection<long> Owed { get; init; } = [];

    /// <summary>What came to environments that come after another.</summary>
    public IReadOnlyList<Promoted> Promoted { get; init; } = [];
}

/// <param name="Deployment">The newest that put it there.</param>
public sealed record Promoted(string Project, string Environment, long Release, long Deployment);

/// <summary>What may go.</summary>
/// <param name="Releases">Those that lose bytes.</param>
public sealed record Surplus(IReadOnlyList<StoredRelease> Releases, IReadOnlyList<StoredBytes> Bytes)
{
    public bool IsNothing => Releases.Count == 0 && Bytes.Count == 0;

    /// <summary>Such as <c>12 releases, 340 MB</c>.</summary>
    public override string ToString() => In(Releases.Count, Bytes.Sum(b => b.Size));

    public static string In(int releases, long bytes) => $"{releases} {(releases == 1 ? "release" : "releases")}, {Words.OfBytes(bytes)}";
}
