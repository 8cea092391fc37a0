using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Approvals;

public class ExpiryTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_unanswered_question_frees_the_line(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:Environments:staging:Approval:ExpiresAfter", "01:00:00");
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        var bot = await world.StartBot();
        var forgotten = await bot.Begin(People.Developer, "/deploy staging run 1233");
        await bot.UntilStatus(forgotten, RunStatus.WaitingForApproval);
        var next = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilStatus(next, RunStatus.Queued);
        await clock.Move(TimeSpan.FromMinutes(61));
        Assert.Contains("nobody answered in time", (await bot.UntilStatus(forgotten, RunStatus.Cancelled)).Notice);
        await bot.UntilCardSays(forgotten, "cancelled", "press Retry to ask once more");
        await bot.UntilStatus(next, RunStatus.WaitingForApproval);
        var asked = await bot.UntilCard(next, "asks", c => c.Button("approve") is not null);
        Assert.Contains("*Waiting for approval*", asked.Everything);
        await bot.Press(People.Approver, next, "approve");
        await bot.UntilStatus(next, RunStatus.Succeeded);
    }
}
