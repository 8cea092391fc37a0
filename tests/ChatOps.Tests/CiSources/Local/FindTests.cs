using ChatOps.CiSources;
using ChatOps.Domain.Releases;

namespace ChatOps.Tests.CiSources.Local;

public sealed class FindTests : IDisposable
{
    private readonly CiFolder _ci = new();

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1234)]
    [InlineData(long.MaxValue)]
    public async Task A_run_that_is_not_there_is_no_run(long id) => Assert.Null(await _ci.Source.Find(id, default));

    [Fact]
    public async Task A_missing_folder_is_a_source_that_cannot_be_asked()
    {
        Directory.Delete(Path.Combine(_ci.Root, "runs"));
        await Unavailable(() => _ci.Source.Find(1, default));
        await Unavailable(() => _ci.Source.FindLast(null, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"id\":7,")]
    [InlineData("\0\0\0")]
    public async Task A_record_that_is_no_run_is_said_to_be_malformed(string json)
    {
        _ci.Run(7, json);
        Assert.Contains("run 7 is malformed", await Unavailable(() => _ci.Source.Find(7, default)));
    }

    [Theory]
    [InlineData("\"id\":7", "\"id\":8", "run 8")]
    [InlineData("\"id\":7", "\"id\":7,\"id\":7", "malformed")]
    [InlineData("\"id\":7", "\"id\":\"7\"", "malformed")]
    [InlineData("\"branch\":\"main\"", "\"branch\":null", "malformed")]
    [InlineData("\"jobs\":[]", "\"jobs\":[null]", "jobs")]
    [InlineData("\"attempt\":1", "\"attempt\":0", "attempt")]
    [InlineData("0123456789abcdef", "../../../../etc/x", "40 hex")]
    [InlineData("2026-11-02T", "yesterday", "$.startedAt")]
    public async Task What_is_wrong_in_a_record_is_named(string good, string bad, string words)
    {
        _ci.Run(7, CiFolder.Json(7).Replace(good, bad));
        Assert.Contains(words, await Unavailable(() => _ci.Source.Find(7, default)));
    }

    [Theory]
    [InlineData("\"success\"", CiConclusion.Success)]
    [InlineData("\"failure\"", CiConclusion.Failure)]
    [InlineData("\"cancelled\"", CiConclusion.Cancelled)]
    [InlineData("\"skipped\"", CiConclusion.Skipped)]
    [InlineData("\"running\"", CiConclusion.Running)]
    [InlineData("\"SUCCESS\"", CiConclusion.Unknown)]
    [InlineData("\"splendid\"", CiConclusion.Unknown)]
    [InlineData("\"\"", CiConclusion.Unknown)]
    [InlineData("null", CiConclusion.Unknown)]
    public async Task A_conclusion_in_other_words_is_unknown(string word, CiConclusion expected)
    {
        _ci.Run(7, CiFolder.Json(7, word));
        Assert.Equal(expected, (await _ci.Source.Find(7, default))!.Conclusion);
    }

    [Theory]
    [InlineData("not a digest")]
    [InlineData("0123  shop.zip")]
    public async Task Malformed_digests_are_not_taken_for_none(string line)
    {
        File.WriteAllText(Path.Combine(_ci.Run(7, CiFolder.Json(7)), "SHA256SUMS"), line);
        Assert.Contains("digests", await Unavailable(() => _ci.Source.Find(7, default)));
    }

    [Fact]
    public async Task Last_is_the_newest_good_run_of_the_branch_by_its_start()
    {
        _ci.Run(1, CiFolder.Json(1, startedAt: "2026-11-03T00:00:00Z"));
        _ci.Run(2, CiFolder.Json(2, startedAt: "2026-11-03T01:30:00+02:00"));
        _ci.Run(3, CiFolder.Json(3, "\"failure\"", startedAt: "2026-11-05T00:00:00Z"));
        _ci.Run(4, CiFolder.Json(4, branch: "side", startedAt: "2026-11-06T00:00:00Z"));
        Directory.CreateDirectory(Path.Combine(_ci.Root, "runs", "not a run"));

        Assert.Equal(1, (await _ci.Source.FindLast(null, default))!.Id);
        Assert.Equal(4, (await _ci.Source.FindLast("side", default))!.Id);
        Assert.Null(await _ci.Source.FindLast("nowhere", default));
    }

    [Fact]
    public async Task Last_does_not_pass_over_a_run_that_cannot_be_read()
    {
        _ci.Run(1, CiFolder.Json(1));
        _ci.Run(2, "{");
        await Unavailable(() => _ci.Source.FindLast(null, default));
    }

    public void Dispose() => _ci.Dispose();

    private async Task<string> Unavailable(Func<Task> act)
    {
        var message = (await Assert.ThrowsAsync<CiUnavailableException>(act)).Message;
        Assert.DoesNotContain(_ci.Root, message);
        return message;
    }
}
