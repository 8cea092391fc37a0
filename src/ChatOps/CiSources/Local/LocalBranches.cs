using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>The sources of a CI that is a folder: <c>source/branches.json</c>, and a folder for each branch beside it.</summary>
internal sealed class LocalBranches(string root)
{
    private readonly string _folder = Path.Combine(root, "source");

    public async Task<BranchEntry?> Find(string branch, CancellationToken ct) => (await Read(ct)).GetValueOrDefault(branch);

    public async Task CheckOut(Revision revision, string into, CancellationToken ct)
    {
        if (await Find(revision.Branch, ct) is not { } branch || branch.Commit != revision.Commit)
            throw new CiUnavailableException($"Branch {revision.Branch} has moved on; commit {revision.Commit[..7]} can't be had any more. Start again.");
        if (!ArtifactName.IsPlain(branch.Folder)) throw new CiUnavailableException("CI's list of branches is malformed: a folder is not a plain name.");
        LocalFile.Reading("The branch's source", () => Copy(Path.Combine(_folder, branch.Folder), into));
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

    private static int Copy(string from, string into)
    {
        var files = Directory.GetFiles(from, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var copy = Path.Combine(into, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        return files.Length;
    }
}

/// <summary>An entry of <c>branches.json</c>.</summary>
/// <param name="Version">What a release of its newest commit is called.</param>
/// <param name="Folder">The folder with its files.</param>
internal sealed record BranchEntry(string Commit, string Version, string Folder);
