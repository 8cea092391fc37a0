using System.Text.Json;
using ChatOps.CiSources;

namespace ChatOps.Tests.CiSources.Local;

public sealed class ChangesTests : IDisposable
{
    private readonly CiFolder _ci = new();

    [Fact]
    public async Task The_commits_after_one_up_to_the_other_newest_first()
    {
        Commits(("d", "b"), ("c", "b"), ("b", "a"), ("a", null));
        Assert.Equal(["c", "b"], await Changes("a", "c"));
        Assert.Empty(await Changes("c", "c"));
        Assert.Empty(await Changes("c", "a"));
        Assert.Empty(await Changes("d", "c"));
        Assert.Empty(await Changes("unknown", "c"));
        Assert.Empty(await Changes("a", "unknown"));
    }

    [Fact]
    public async Task Parents_in_a_circle_come_to_an_end()
    {
        Commits(("c", "b"), ("b", "c"), ("a", null));
        Assert.Empty(await Changes("a", "c"));
    }

    [Fact]
    public async Task No_more_than_250_and_the_newest_of_them()
    {
        Commits([.. Enumerable.Range(0, 1000).Reverse().Select(i => ($"{i}", i == 0 ? null : $"{i - 1}"))]);
        var changes = await Changes("0", "999");
        Assert.Equal(250, changes.Count);
        Assert.Equal("999", changes[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[null]")]
    [InlineData("{")]
    public async Task A_list_that_cannot_be_read_is_said_so(string? json)
    {
        if (json is not null) File.WriteAllText(Path.Combine(_ci.Root, "commits.json"), json);
        var e = await Assert.ThrowsAsync<CiUnavailableException>(() => Changes("a", "b"));
        Assert.Contains("list of commits", e.Message);
    }

    public void Dispose() => _ci.Dispose();

    private void Commits(params (string Sha, string? Parent)[] commits) => File.WriteAllText(
        Path.Combine(_ci.Root, "commits.json"),
        JsonSerializer.Serialize(commits.Select(c => new { sha = c.Sha, parent = c.Parent, author = "developer", title = "Change" })));

    private async Task<List<string>> Changes(string from, string to) =>
        [.. (await _ci.Source.Changes(from, to, default)).Select(c => c.Commit)];
}
