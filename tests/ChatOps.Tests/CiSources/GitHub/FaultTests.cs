using ChatOps.CiSources;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>When GitHub answers otherwise than wished: each time words that say what to do, and no more calls than are welcome.</summary>
public sealed class FaultTests
{
    private const string Run = "/actions/runs/1234";

    [Theory]
    [InlineData(401, "GitHub did not accept the token (401): it is wrong, has expired or was revoked. Set a new one in GitHub:Token.", 1)]
    [InlineData(403, "GitHub refuses run 1234 of octo/shop (403): A fault of the test's.", 1)]
    [InlineData(409, "GitHub refuses run 1234 of octo/shop (409): A fault of the test's.", 1)]
    [InlineData(422, "GitHub refuses run 1234 of octo/shop (422): A fault of the test's.", 1)]
    [InlineData(408, "GitHub failed (408). It was asked 4 times.", 4)]
    [InlineData(500, "GitHub failed (500). It was asked 4 times.", 4)]
    [InlineData(502, "GitHub failed (502). It was asked 4 times.", 4)]
    [InlineData(503, "GitHub failed (503). It was asked 4 times.", 4)]
    public async Task A_refusal_is_told_in_words(int status, string words, int calls)
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Faults.Add(Run, FaultKind.Status, status);
        Assert.Equal(words, (await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default))).Message);
        Assert.Equal(calls, bed.GitHub.Calls.Count);
    }

    [Theory]
    [InlineData(FaultKind.Status, 503)]
    [InlineData(FaultKind.Cut, 1)]
    [InlineData(FaultKind.Cut, 50)]
    [InlineData(FaultKind.Cut, 99)]
    public async Task What_passes_is_asked_again_and_nobody_notices(FaultKind kind, int number)
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Faults.Add(Run, kind, number, times: 3);
        Assert.NotNull(await bed.Source.Find(1234, default));
    }

    [Theory]
    [InlineData(FaultKind.Cut, 50, "The connection to GitHub broke off. It was asked 4 times.")]
    [InlineData(FaultKind.Garbage, 0, "GitHub's answer about run 1234 of octo/shop can't be read: it is cut off or of another shape.")]
    [InlineData(FaultKind.Half, 0, "GitHub's answer about run 1234 of octo/shop can't be read: it is cut off or of another shape")]
    public async Task What_is_no_answer_is_not_taken_for_one(FaultKind kind, int number, string words)
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Faults.Add(Run, kind, number);
        Assert.StartsWith(words, (await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_has_an_end()
    {
        await using var bed = await GitHubBed.Impatient(call: TimeSpan.FromSeconds(1));
        bed.GitHub.Faults.Add(Run, FaultKind.Silence);
        Assert.Equal("GitHub did not answer within 1 s.", (await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default))).Message);
    }

    [Fact]
    public async Task Nobody_there_is_told_too()
    {
        var bed = await GitHubBed.New();
        await bed.GitHub.DisposeAsync();
        Assert.Equal("GitHub could not be reached. It was asked 4 times.", (await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default))).Message);
        bed.Connection.Dispose();
    }

    [Fact]
    public async Task A_missing_permission_is_named()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Rights.Take("actions=write");
        Assert.Equal(
            "GitHub refuses run 1234 of octo/shop (403): it needs the permission actions=read, which the token or App has not.",
            (await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default))).Message);
    }

    [Fact]
    public async Task A_wrong_token_is_never_shown()
    {
        await using var bed = await GitHubBed.New();
        bed.GitHub.Rights.Revoke(Rights.Token);
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.DoesNotContain(Rights.Token, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Used_up_calls_are_waited_for()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Limit.UseUp(bed.Time.GetUtcNow().AddMinutes(20));
        await AssertHeldOff(bed, TimeSpan.FromMinutes(21), tooEarly: 1);
    }

    [Theory]
    [InlineData(403, 90, 95)]
    [InlineData(429, 90, 95)]
    [InlineData(403, null, 61)]
    [InlineData(429, null, 61)]
    public async Task Slow_down_is_obeyed(int status, int? retryAfter, int seconds)
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Limit.SlowDown(status, retryAfter, bed.Time.GetUtcNow().AddSeconds(seconds - 2));
        await AssertHeldOff(bed, TimeSpan.FromSeconds(seconds), tooEarly: 1);
    }

    [Fact]
    public async Task Where_no_time_is_told_it_is_waited_for_longer_each_time()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.GitHub.Limit.SlowDown(429, retryAfter: null, bed.Time.GetUtcNow().AddHours(1));
        await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        bed.Time.Move(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        bed.Time.Move(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.Equal(2, bed.GitHub.Limit.AskedTooEarly);
    }

    [Fact]
    public async Task A_repository_that_moved_is_followed_but_not_to_another_host()
    {
        await using var bed = await GitHubBed.New();
        await using var elsewhere = await GitHubDouble.Start(contract: Contract.Violations);
        bed.GitHub.MovedTo = $"{elsewhere.Address}/repos/octo/shop/actions/runs/1234";
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.StartsWith("GitHub leads elsewhere", fault.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Calls);
    }

    private static async Task AssertHeldOff(GitHubBed bed, TimeSpan wait, int tooEarly)
    {
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.StartsWith("GitHub's rate limit is used up; it is asked again at ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault.Message.TrimEnd('.'), bed.Source.Notice);
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.Equal(tooEarly, bed.GitHub.Limit.AskedTooEarly);

        bed.Time.Move(wait);
        Assert.NotNull(await bed.Source.Find(1234, default));
        Assert.Empty(bed.Source.Notice);
        Assert.Equal(tooEarly, bed.GitHub.Limit.AskedTooEarly);
    }
}
