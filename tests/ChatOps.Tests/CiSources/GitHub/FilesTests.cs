using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ChatOps.CiSources;
using ChatOps.Domain.Releases;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>The repository's files.</summary>
public sealed class FilesTests
{
    [Fact]
    public async Task A_file_of_the_default_branch_is_read_as_it_is_at_its_newest_commit()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Files[".chatops.yml"] = Encoding.UTF8.GetBytes("stages: []\n# ümläut, and a line that is longer than the sixty characters of one line of base64\n");
        var file = (await bed.Source.ReadFile(".chatops.yml", 1000, default))!;
        Assert.Equal((".chatops.yml", "main", bed.Shop.Branches["main"], bed.Shop.Files[".chatops.yml"].Length), (file.Name, file.Branch, file.Commit, (int)file.Size));
        Assert.Equal(bed.Shop.Files[".chatops.yml"], file.Bytes!);
    }

    [Fact]
    public async Task Of_a_longer_one_only_the_size_is_told()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Files["big"] = GitHubBed.Bytes(1001);
        bed.Shop.Files["huge"] = GitHubBed.Bytes(2 << 20);
        Assert.Equal((1001, null), ((await bed.Source.ReadFile("big", 1000, default))!.Size, (await bed.Source.ReadFile("big", 1000, default))!.Bytes));
        Assert.Equal(2 << 20, (await bed.Source.ReadFile("huge", 1000, default))!.Size);
    }

    [Fact]
    public async Task What_is_not_there_is_no_file()
    {
        await using var bed = await GitHubBed.New();
        Assert.Null(await bed.Source.ReadFile(".chatops.yml", 1000, default));
        Assert.Null(await bed.Source.ReadFile("../secrets", 1000, default));
    }

    [Fact]
    public async Task A_branchs_newest_commit_is_found()
    {
        await using var bed = await GitHubBed.New();
        var sha = bed.Shop.Commit("Sell hats\n\nMany.", null, "developer", [], "release/2.x");
        Assert.Equal(new Revision("release/2.x", sha, sha[..7], "developer", "Sell hats", CiRun: 0), await bed.Source.FindRevision("release/2.x", default));
        Assert.Equal("main", (await bed.Source.FindRevision(null, default))!.Branch);
        Assert.Null(await bed.Source.FindRevision("no-such-branch", default));
    }

    [Fact]
    public async Task A_commit_is_laid_out_without_the_folder_that_GitHub_packs_it_in()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Files["app/run.sh"] = "echo hats\n"u8.ToArray();
        bed.Shop.Files["README.md"] = [];
        Assert.Equal(["README.md", "app/run.sh"], await CheckOut(bed));
    }

    [Theory]
    [InlineData("shop-1/../../evil")]
    [InlineData("shop-1//etc/evil")]
    [InlineData("shop-1/a/b:c")]
    public async Task What_would_be_written_elsewhere_is_refused(string name)
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Tarball = Packed(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) });
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => CheckOut(bed));
        Assert.Contains("can't be unpacked. The artifact was refused: its entry", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Tarball = Packed(
            new PaxTarEntry(TarEntryType.SymbolicLink, "shop-1/out") { LinkName = Path.GetTempPath() },
            new PaxTarEntry(TarEntryType.RegularFile, "shop-1/out/evil") { DataStream = new MemoryStream([1]) });
        await Assert.ThrowsAsync<CiUnavailableException>(() => CheckOut(bed));

        bed.Shop.Tarball = Packed(new PaxTarEntry(TarEntryType.HardLink, "shop-1/out") { LinkName = "/etc/passwd" });
        await Assert.ThrowsAsync<CiUnavailableException>(() => CheckOut(bed));
    }

    [Fact]
    public async Task What_is_cut_off_is_told()
    {
        await using var bed = await GitHubBed.New();
        var whole = Packed(new PaxTarEntry(TarEntryType.RegularFile, "shop-1/a") { DataStream = new MemoryStream(GitHubBed.Bytes(100_000)) });
        bed.Shop.Tarball = whole[..50_000];
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => CheckOut(bed));
        Assert.EndsWith("can't be unpacked: it arrived cut off or damaged.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_from_outside_are_refused_for_good()
    {
        await using var bed = await GitHubBed.New();
        var revision = (await bed.Source.FindRevision(null, default))!;
        await Assert.ThrowsAsync<CiRefusedException>(() => bed.Source.Record(new(revision, "developer", DateTimeOffset.UnixEpoch, [], []), default));
    }

    private static async Task<IReadOnlyList<string>> CheckOut(GitHubBed bed)
    {
        var folder = Directory.CreateTempSubdirectory("checkout-").FullName;
        try
        {
            await bed.Source.CheckOut((await bed.Source.FindRevision(null, default))!, folder, default);
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Packed(params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.NoCompression, leaveOpen: true))
        using (var tar = new TarWriter(packed))
            foreach (var entry in entries) tar.WriteEntry(entry);
        return bytes.ToArray();
    }
}
