using ChatOps.CiSources;
using ChatOps.CiSources.GitHub;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.Slack;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>What may still be asked.</summary>
public sealed class RateLimitsTests
{
    [Fact]
    public void A_minutes_points_are_counted_and_a_change_counts_five()
    {
        var time = new ShiftedTime();
        var limits = new RateLimits(time);
        for (var i = 0; i < 160; i++) limits.Spend(RateLimits.Write);
        Assert.StartsWith("GitHub was asked as often as it allows in a minute; it is asked again at ", Assert.Throws<CiUnavailableException>(() => limits.Spend(RateLimits.Read)).Message, StringComparison.Ordinal);
        time.Move(TimeSpan.FromSeconds(60));
        limits.Spend(RateLimits.Read);
    }

    [Fact]
    public async Task What_is_left_is_told_until_it_is_given_anew()
    {
        await using var bed = await GitHubBed.New();
        Assert.Equal("", bed.Source.Budget);
        bed.Shop.Run(1234);
        await bed.Source.Find(1234, default);
        Assert.Matches("^4,99[0-9] of 5,000 requests left until [0-9]{2}:[0-9]{2} UTC$", bed.Source.Budget);
        Assert.False(bed.Connection.Limits.IsScarce);
        bed.Time.Move(TimeSpan.FromHours(2));
        Assert.Equal("", bed.Source.Budget);
    }

    [Fact]
    public async Task What_may_have_changed_is_not_asked_for_with_its_tag()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(123);
        bed.Shop.Run(1234);
        foreach (var id in (long[])[123, 1234]) await bed.Source.Find(id, default);
        bed.Connection.Forget("OCTO/shop", 123);
        foreach (var id in (long[])[123, 1234]) await bed.Source.Find(id, default);
        Assert.Equal([200, 200], Statuses("/runs/123?"));
        Assert.Equal([200, 304], Statuses("/runs/1234?"));
        bed.Connection.Forget("octo/shop", run: null);
        await bed.Source.Find(1234, default);
        Assert.Equal([200, 304, 200], Statuses("/runs/1234?"));

        IEnumerable<int> Statuses(string part) => bed.GitHub.Calls.Where(c => c.Line.Contains(part, StringComparison.Ordinal)).Select(c => c.Status);
    }
}
