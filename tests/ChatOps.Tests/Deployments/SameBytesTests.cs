using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

public class SameBytesTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_rebuild_that_made_the_very_same_bytes_is_nothing_to_do(Storage storage)
    {
        await using var world = await World.Of(storage);
        new ShopCi(world.Settings).Add(1240, like: 1234, isSameBytes: true);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        var rebuilt = await bot.Begin(People.Developer, "/deploy dev run 1240");
        var refused = await bot.UntilStatus(rebuilt, RunStatus.Refused);
        Assert.StartsWith("run 1234 (1.4.2) already runs in dev, and run 1240 made the very same bytes (", refused.Notice);
        await bot.UntilCardSays(rebuilt, "refused", "made the very same bytes");
        Assert.DoesNotContain(world.Target("dev").Given, o => o.CiRun == 1240);
    }
}
