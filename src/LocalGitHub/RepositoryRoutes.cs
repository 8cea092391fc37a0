using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>A repository: its branches, commits, files and pull requests.</summary>
internal static class RepositoryRoutes
{
    private const string Repo = "/repos/{owner}/{repo}";

    public static IEnumerable<Route> Of(GitHubDouble gitHub)
    {
        yield return new("GET", Repo, "metadata=read", a => Reply.Ok(In(a).Told($"{gitHub.Address}/")));
        yield return new("GET", $"{Repo}/branches/{{branch}}", "contents=read", a => Branch(In(a), a.Path("branch")));
        yield return new("GET", $"{Repo}/commits", "contents=read", a => Reply.Ok(a.Page(Newest(In(a)).Select(Shapes.Commit))));
        yield return new("GET", $"{Repo}/pulls", "pull_requests=read", a => Reply.Ok(a.Page(In(a).Pulls.Where(p => !p.IsMerged).Select(p => p.Told(In(a))))));
        yield return new("GET", $"{Repo}/commits/{{commit_sha}}/pulls", "pull_requests=read", a => Reply.Ok(a.Page(In(a).Pulls.Where(p => p.Commits.Contains(a.Path("commit_sha"))).Select(p => p.Told(In(a))))));
        yield return new("GET", $"{Repo}/compare/{{basehead}}", "contents=read", Compare);
        yield return new("GET", $"{Repo}/contents/{{path}}", "contents=read", Contents);
        yield return new("GET", $"{Repo}/attestations/{{subject_digest}}", "attestations=read", a => Attestations(In(a), a.Path("subject_digest"), gitHub.Storage));
        yield return new("GET", $"{Repo}/tarball/{{ref}}", "contents=read", a => new(302) { Location = gitHub.Storage.Ticket(In(a).Tarball ?? Packed(In(a))) });

        RepositoryState In(Asked asked) => gitHub.Repositories[$"{asked.Path("owner")}/{asked.Path("repo")}"];

        Reply Compare(Asked asked)
        {
            var repository = In(asked);
            if (asked.Path("basehead").Split("...") is not [var from, var to] || Find(repository, from) is not { } first || Find(repository, to) is not { } last) return Reply.NotFound;
            var between = Between(repository, first, last);
            var status = first == last ? "identical" : between is not null ? "ahead" : Between(repository, last, first) is not null ? "behind" : "diverged";
            // Where they parted, those that the second has for itself.
            var commits = between ?? (status == "diverged" ? Own(repository, first, last) : []);
            var comparison = Shapes.Of("commit-comparison",
                ("status", status), ("ahead_by", commits.Count), ("total_commits", commits.Count), ("commits", asked.Page(commits.Select(Shapes.Commit))),
                ("base_commit", Shapes.Commit(first)), ("merge_base_commit", Shapes.Commit(first)));
            // The files come with the first page only.
            if (asked.Number("page", 1) == 1)
                comparison["files"] = new JsonArray([.. commits.SelectMany(c => c.Files).Distinct().Take(300).Select(f => Shapes.Of("diff-entry", ("filename", f), ("status", "modified")))]);
            return Reply.Ok(comparison);
        }

        Reply Contents(Asked asked)
        {
            var repository = In(asked);
            if (!repository.Files.TryGetValue(asked.Path("path"), out var bytes)) return Reply.NotFound;
            // From a megabyte on the content is left out.
            var isWhole = bytes.Length <= 1 << 20;
            return Reply.Ok(Shapes.Of("content-file", ("name", asked.Path("path")), ("path", asked.Path("path")), ("type", "file"), ("size", bytes.Length),
                ("encoding", isWhole ? "base64" : "none"), ("content", isWhole ? Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal) : "")));
        }
    }

    private static Reply Branch(RepositoryState repository, string name)
    {
        if (!repository.Branches.TryGetValue(name, out var sha)) return Reply.Refused(404, "Branch not found");
        var branch = Shapes.Of("branch-with-protection", ("name", name));
        branch["commit"] = Shapes.Commit(Find(repository, sha)!);
        return Reply.Ok(branch);
    }

    private static Reply Attestations(RepositoryState repository, string digest, StorageDouble storage) => repository.Attestations.TryGetValue(digest, out var bundles)
        ? Reply.Ok(new JsonObject { ["attestations"] = new JsonArray([.. bundles.Select(b => Told(b, repository.StoresBundles, storage))]) })
        : Reply.NotFound;

    private static JsonObject Told(string bundle, Func<string, StoredFile>? stores, StorageDouble storage)
    {
        var told = new JsonObject { ["repository_id"] = 1 };
        if (stores is not null) told["bundle_url"] = storage.Ticket(stores(bundle));
        else if (bundle.Length > 0) told["bundle"] = JsonNode.Parse(bundle);
        return told;
    }

    private static IEnumerable<CommitState> Newest(RepositoryState repository) => repository.Commits.AsEnumerable().Reverse();

    private static CommitState? Find(RepositoryState repository, string sha) => repository.Commits.FirstOrDefault(c => c.Sha == sha);

    /// <returns>Oldest first; null if there is no way.</returns>
    private static List<CommitState>? Between(RepositoryState repository, CommitState from, CommitState to)
    {
        var commits = new List<CommitState>();
        for (var commit = to; commit != from;)
        {
            commits.Insert(0, commit);
            if (commit.Parent is null || Find(repository, commit.Parent) is not { } parent) return null;
            commit = parent;
        }

        return commits;
    }

    private static List<CommitState> Own(RepositoryState repository, CommitState from, CommitState to)
    {
        var theirs = Line(repository, from).ToHashSet();
        return [.. Line(repository, to).TakeWhile(c => !theirs.Contains(c)).Reverse()];
    }

    private static IEnumerable<CommitState> Line(RepositoryState repository, CommitState? from)
    {
        for (var commit = from; commit is not null; commit = commit.Parent is { } parent ? Find(repository, parent) : null) yield return commit;
    }

    private static byte[] Packed(RepositoryState repository)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed))
        {
            tar.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "the commit" }));
            var folder = $"{repository.FullName.Replace('/', '-')}-0000000/";
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder));
            foreach (var (name, file) in repository.Files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, folder + name) { DataStream = new MemoryStream(file) });
        }

        return bytes.ToArray();
    }
}
