using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

public class MetricsTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task They_are_counted_from_what_was_deployed(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-10-01T10:00Z");
        var bot = await world.StartBot();
        Assert.Contains("staging: nothing was deployed", await bot.Type(People.Developer, "/release metrics"));
        await bot.Deploy("dev", 1233);
        await clock.Set("2026-11-20T10:00Z");
        await bot.Deploy("staging", 1233, People.Approver);
        await bot.Deploy("staging", 1234, People.Approver);
        await clock.Set("2026-11-20T13:00Z");
        var back = await bot.Begin(People.Approver, "/rollback staging because it is slow");
        await bot.UntilStatus(back, RunStatus.Succeeded);
        var told = await bot.Type(People.Developer, "/release metrics shop");
        Assert.Contains("shop: the last 30 days", told);
        Assert.Contains("dev: nothing was deployed", told);
        Assert.Matches("staging: 2 deployed \\(0[.]5 a week\\), 1 of 2 failed or taken back \\(50 %\\), from CI to there in .+, well again after (3|2[.]9) hours, approved within .+ s", told);
        Assert.Contains("Longest stages: ", told);
        Assert.Contains("does not know \"metric\". Did you mean metrics?", await bot.Type(People.Developer, "/release metric"));
    }
}
