using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>The sources of a CI that is a folder: <c>source/branches.json</c>, and a folder for each branch beside it.</summary>
internal sealed class LocalBranches(string root)
{
    private readonly string _folder = Path.Combine(root, "source");

    public async Task<BranchEntry?> Find(string branch, CancellationToken ct)
    {
        var found = (await Read(ct)).GetValueOrDefault(branch);
        var fault = found switch
        {
            null => null,
            { Commit: var commit } when commit.Length != 40 || !commit.All(char.IsAsciiHexDigit) => "a commit is not 40 hex digits",
            { Version.Length: 0 } => "a version is missing",
            { Folder: var folder } when !ArtifactName.IsPlain(folder) => "a folder is not a plain name",
            _ => null,
        };
        return fault is null ? found : throw new CiUnavailableException($"CI's list of branches is malformed: {fault}.");
    }

    public async Task CheckOut(Revision revision, string into, CancellationToken ct)
    {
        if (await Find(revision.Branch, ct) is not { } branch || branch.Commit != revision.Commit)
            throw new CiUnavailableException($"Branch {revision.Branch} has moved on; commit {revision.Commit[..7]} can't be had any more. Start again.");
        LocalFile.Reading("The branch's source", () => Copy(new(Path.Combine(_folder, branch.Folder)), into));
    }

    public async Task<SourceFile?> ReadFile(string branch, string name, int most, CancellationToken ct)
    {
        if (await Find(branch, ct) is not { } found) return null;
        if (!ArtifactName.IsPlain(found.Folder) || !ArtifactName.IsPlain(name)) throw new CiUnavailableException("CI's list of branches is malformed: a folder is not a plain name.");
        return LocalFile.Reading($"{name} of branch {branch}", () =>
        {
            var file = new FileInfo(Path.Combine(_folder, found.Folder, name));
            // A link in a repository could name any file of this machine.
            if (!file.Exists || file.LinkTarget is not null) return null;
            using var stream = file.OpenRead();
            var bytes = new byte[Math.Min(stream.Length, most + 1L)];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return new SourceFile(name, branch, found.Commit, stream.Length, read > most ? null : bytes[..read]);
        });
    }

    private async Task<Dictionary<string, BranchEntry>> Read(CancellationToken ct) =>
        await LocalFile.ReadJson(Path.Combine(_folder, "branches.json"), "CI's list of branches", LocalCiJson.Default.DictionaryStringBranchEntry, ct) ?? [];

    // A link stays a link: what it leads to may be no business of the branch's.
    private static bool Copy(DirectoryInfo from, string into)
    {
        Directory.CreateDirectory(into);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(into, entry.Name);
            if (entry.LinkTarget is { } target) File.CreateSymbolicLink(copy, target);
            else if (entry is DirectoryInfo inner) Copy(inner, copy);
            else File.Copy(entry.FullName, copy, overwrite: true);
        }

        return true;
    }
}

/// <summary>An entry of <c>branches.json</c>.</summary>
/// <param name="Version">What a release of its newest commit is called.</param>
/// <param name="Folder">The folder with its files.</param>
internal sealed record BranchEntry(string Commit, string Version, string Folder);
