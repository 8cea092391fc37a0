using ChatOps.Domain.Releases;

namespace ChatOps.Artifacts;

/// <summary>How bytes leave the store: set aside first, where nobody takes them for stored, and deleted once it is on record that they may go.</summary>
public sealed partial class ArtifactStore
{
    /// <returns>All that lies in the store.</returns>
    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    public IReadOnlyList<StoredBytes> Stored() => StoreFaults.InWords("cleaning up", _folder.Stored);

    /// <returns>Whether something lies under the digest; it is not looked at.</returns>
    public bool Has(Digest digest) => File.Exists(_folder.PathOf(digest));

    public bool HasAll(Release release) => release.Artifacts.All(a => Has(a.Digest));

    /// <summary>From now on the store does not have it. One rename: all or nothing, and quick whatever the size.</summary>
    /// <returns>Where it lies now; null if it was gone already.</returns>
    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    internal string? SetAside(Digest digest) => StoreFaults.InWords(digest.Short, () => _folder.SetAside(digest));

    /// <returns>What was set aside and is still there, such as after a crash.</returns>
    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    internal IReadOnlyList<(Digest Digest, string Path)> SetAside() => StoreFaults.InWords("what was set aside", _folder.SetAside);

    /// <summary>It may not go after all. Bytes that were taken in again meanwhile stay.</summary>
    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    internal void PutBack(Digest digest, string aside) => StoreFaults.InWords(digest.Short, () => _folder.PutBack(digest, aside));

    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    internal static void Delete(string aside) => StoreFaults.InWords("what was set aside", () =>
    {
        File.Delete(aside);
        return true;
    });
}
