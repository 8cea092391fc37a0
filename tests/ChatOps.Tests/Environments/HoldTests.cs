using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Environments;

public class HoldTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nothing_moves_not_even_the_holders_own_or_a_rollback(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);
        Assert.StartsWith("run 1234 (1.4.2) stays in dev", await bot.Type(People.Developer, "/release hold dev because audit"));
        var own = await bot.Begin(People.Developer, "/deploy dev run 1235");
        await bot.UntilCardSays(own, "queued", "held by developer", "because audit", "/release resume dev");
        var back = await bot.Begin(People.Approver, "/rollback dev");
        await bot.UntilCardSays(back, "queued", "held by developer");

        Assert.Contains("already", await bot.Type(People.Approver, "/release hold dev because me too"));
        Assert.Contains("Only developer or a member of @approvers can resume dev", await bot.Type(People.SecondDeveloper, "/release resume dev"));
        Assert.Contains("dev goes on; it was held by developer", await bot.Type(People.Approver, "/release resume dev"));
        await bot.UntilStatus(back, RunStatus.Succeeded);
        await bot.UntilStatus(own, RunStatus.Succeeded);
        Assert.Equal([1233L, 1234L, 1233L, 1235L], world.Target("dev").Applied.GroupBy(o => o.Token).Select(g => g.First().CiRun));
        Assert.Equal(["hold.begun", "hold.refused", "resume.refused", "hold.ended"], (await bot.Audit()).Where(a => a.What.StartsWith("hold", StringComparison.Ordinal) || a.What.StartsWith("resume", StringComparison.Ordinal)).Select(a => a.What));
    }
}
