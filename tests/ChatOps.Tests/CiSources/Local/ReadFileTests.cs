using ChatOps.CiSources;

namespace ChatOps.Tests.CiSources.Local;

/// <summary>One file of the repository, as it is on the default branch.</summary>
public sealed class ReadFileTests : IDisposable
{
    private readonly CiFolder _ci = new();

    private string Source(string branches)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_ci.Root, "source", "files")).FullName;
        File.WriteAllText(Path.Combine(_ci.Root, "source", "branches.json"), branches);
        return folder;
    }

    private string Main() => Source($$"""{ "main": { "commit": "{{CiFolder.Sha}}", "version": "1.0.0", "folder": "files" } }""");

    [Fact]
    public async Task It_comes_with_the_branch_and_its_newest_commit()
    {
        File.WriteAllText(Path.Combine(Main(), ".chatops.yml"), "stages:");
        var file = await _ci.Source.ReadFile(".chatops.yml", 7, default);
        Assert.Equal((".chatops.yml", "main", CiFolder.Sha, 7L), (file!.Name, file.Branch, file.Commit, file.Size));
        Assert.Equal("stages:"u8.ToArray(), file.Bytes);
    }

    [Fact]
    public async Task Of_one_that_is_too_long_only_the_size_is_told()
    {
        File.WriteAllText(Path.Combine(Main(), ".chatops.yml"), "stages: ");
        var file = await _ci.Source.ReadFile(".chatops.yml", 7, default);
        Assert.Equal((8L, true), (file!.Size, file.Bytes is null));
    }

    [Fact]
    public async Task Where_there_is_none_there_is_none()
    {
        Assert.Null(await _ci.Source.ReadFile(".chatops.yml", 7, default));
        Main();
        Assert.Null(await _ci.Source.ReadFile(".chatops.yml", 7, default));
        Source("""{ "other": { "commit": "0123456789abcdef0123456789abcdef01234567", "version": "1.0.0", "folder": "files" } }""");
        Assert.Null(await _ci.Source.ReadFile(".chatops.yml", 7, default));
    }

    [Fact]
    public async Task A_link_is_no_file_of_the_repository()
    {
        var secret = Path.Combine(_ci.Root, "secret");
        File.WriteAllText(secret, "stages:");
        File.CreateSymbolicLink(Path.Combine(Main(), ".chatops.yml"), secret);
        Assert.Null(await _ci.Source.ReadFile(".chatops.yml", 7, default));
    }

    [Theory]
    [InlineData("../runs", ".chatops.yml")]
    [InlineData("files", "../branches.json")]
    public async Task Nothing_leads_out_of_the_folder(string folder, string name)
    {
        Source($$"""{ "main": { "commit": "{{CiFolder.Sha}}", "version": "1.0.0", "folder": "{{folder}}" } }""");
        await Assert.ThrowsAsync<CiUnavailableException>(() => _ci.Source.ReadFile(name, 7, default));
    }

    public void Dispose() => _ci.Dispose();
}
