using System.Globalization;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Environments;

/// <summary>Windows and planned freezes of the settings.</summary>
public class WindowTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task People_are_asked_before_it_opens_and_it_goes_by_itself_then(Storage storage)
    {
        await using var world = await World.Of(storage);
        var opens = world.Time.GetUtcNow().AddSeconds(9);
        world.Settings.Set("Projects:shop:Environments:staging:Windows:0", string.Create(CultureInfo.InvariantCulture, $"DTSTART:{opens:yyyyMMdd'T'HHmmss'Z'} RRULE:FREQ=DAILY DURATION:PT8H"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "queued", "closed; open", "opens");
        Assert.Empty(world.Target("staging").Applied);
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.True(ended.FinishedAt > opens.AddSeconds(-1), $"It ended at {ended.FinishedAt:O}, and the window opened at {opens:O}.");
        Assert.Single(ended.Votes, v => v.Counts);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_planned_freeze_is_told_with_its_reason_and_end(Storage storage)
    {
        await using var world = await World.Of(storage);
        var today = world.Time.GetUtcNow();
        world.Settings.Set("Projects:shop:Environments:dev:Freezes:0", string.Create(CultureInfo.InvariantCulture, $"{today.AddDays(-1):yyyy-MM-dd} to {today.AddDays(5):yyyy-MM-dd} UTC: year's end"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "queued", "planned freeze: year's end", string.Create(CultureInfo.InvariantCulture, $"opens {today.AddDays(6):yyyy-MM-dd} 00:00 UTC"));
        var why = await bot.Type(People.Developer, "/release why dev run 1234");
        Assert.Contains("window: planned freeze: year's end", why);
        Assert.Contains("planned freeze: year's end", await bot.Type(People.Developer, "/release status"));
    }
}
