using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Commands;

public class PromptAnswerTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_answer_never_waits_for_the_outside(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var asked = await bot.Begin(People.Developer, "/deploy staging run 1233");
        var card = await bot.UntilCard(asked, "asks", c => c.Button("approve") is not null);
        world.Slack.Trouble = _ => new Fault.Hang();
        world.Target("dev").OnTheWay = _ => new TaskCompletionSource().Task;

        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.Hands.Press(People.Approver, card, "approve");
        Assert.Contains($"#{run}", await bot.Type(People.Developer, "/release status"));
        Assert.Contains("it is on its way", (await bot.Type(People.Developer, "/release why dev run 1234")).Replace($"#{run} is", "it is"));
        Assert.False((await bot.Load(run)).Status.IsFinal());
    }
}
