using System.Buffers.Text;
using System.Text;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Commands;
using ChatOps.Domain.Releases;
using Branch = ChatOps.CiSources.GitHub.Wire.Branch;

namespace ChatOps.CiSources.GitHub;

/// <summary>The repository's files.</summary>
public sealed partial class GitHubSource
{
    // A directory too is one object then, and not a list.
    private const string AsObject = "application/vnd.github.object+json";

    /// <remarks>The revision has no number of a run: GitHub gives those itself, see <see cref="Record"/>.</remarks>
    public async Task<Revision?> FindRevision(string? branch, CancellationToken ct)
    {
        branch ??= await DefaultBranch(ct);
        if (await BranchOf(branch, ct) is not { } found) return null;
        var (sha, text) = (found.Commit.Sha.ToLowerInvariant(), found.Commit.Text);
        return new(branch, sha, sha[..7], PlainText.Line(found.Commit.Author?.Login ?? text.Author?.Name ?? "", 100), PlainText.Line(text.Message.Split('\n')[0], 250), CiRun: 0);
    }

    public async Task<SourceFile?> ReadFile(string name, int most, CancellationToken ct)
    {
        if (!ArtifactName.IsPlain(name)) return null;
        var branch = await DefaultBranch(ct);
        if (await BranchOf(branch, ct) is not { } found) return null;
        var sha = found.Commit.Sha.ToLowerInvariant();
        var what = $"{name} of {repository}";
        // By the commit: what the branch is told to be and what is read are one and the same.
        var file = await connection.Get(repository, $"contents/{Uri.EscapeDataString(name)}?ref={sha}", GitHubJson.Default.Contents, what, ct, AsObject);
        // A link in a repository could name anything.
        if (file is not { Type: "file" }) return null;
        if (file.Size > most) return new(name, branch, sha, file.Size, Bytes: null);
        if (file is not { Encoding: "base64", Content: { } content }) throw new CiUnavailableException($"GitHub does not tell what stands in {what}.");
        var bytes = Decode(content);
        return bytes is not null && bytes.Length == file.Size ? new(name, branch, sha, file.Size, bytes) : throw new CiUnavailableException($"GitHub's answer about {what} can't be read: it is cut off.");
    }

    public async Task CheckOut(Revision revision, string folder, CancellationToken ct)
    {
        var what = $"commit {revision.Commit[..7]} of {repository}";
        var gone = new CiUnavailableException($"GitHub does not give {what} any more. Start again.");
        await using var download = new Download(connection, () => Redirect($"tarball/{revision.Commit}", what, gone, ct));
        await download.Begin(ct);
        await Tarball.Unpack(download, folder, what, ct);
    }

    private Task<Branch?> BranchOf(string branch, CancellationToken ct) => connection.Get(
        repository, $"branches/{Uri.EscapeDataString(branch)}", GitHubJson.Default.Branch, $"branch {PlainText.Line(branch, 100)} of {repository}", ct);

    private static byte[]? Decode(string content)
    {
        // In lines of 60.
        var text = Encoding.ASCII.GetBytes(content.Replace("\n", "", StringComparison.Ordinal));
        return Base64.IsValid(text) && Base64.DecodeFromUtf8InPlace(text, out var written) == System.Buffers.OperationStatus.Done ? text[..written] : null;
    }
}
