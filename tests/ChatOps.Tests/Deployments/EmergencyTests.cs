using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>Break-glass: at once, past people and waiting times, said in the channel, and signed for by somebody else.</summary>
public class EmergencyTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_goes_at_once_ahead_of_who_waits_and_is_said_in_the_channel(Storage storage)
    {
        await using var world = await Live(storage);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        var waiting = await bot.Begin(People.Developer, "/deploy live run 1233");
        await bot.UntilStatus(waiting, RunStatus.WaitingForApproval);
        var run = await bot.Begin(People.Approver, "/deploy live run 1234 emergency \"checkout is down <!here>\"");
        await bot.UntilStatus(run, RunStatus.Succeeded);

        var told = await Announced(bot, "deploys run 1234 to shop live at once");
        Assert.Contains("*Emergency: approver deploys run 1234 to shop live at once*", told.Everything);
        Assert.Contains("Gave way: after staging, wait timer, approval.", told.Text);
        Assert.Contains(await bot.Audit(run), a => a.What == "emergency.begun" && a.WhoId == People.Approver.Id);
        await bot.UntilStatus(waiting, RunStatus.WaitingForApproval);

        await bot.Hands.Press(People.Approver, told, "sign");
        await bot.UntilWhispered(People.Approver, "it was your emergency, so somebody else must sign");
        await bot.Hands.Press(People.SecondDeveloper, told, "sign");
        await bot.UntilWhispered(People.SecondDeveloper, "only members of @approvers sign");
        await bot.Hands.Press(People.SecondApprover, told, "sign");
        await bot.UntilWhispered(People.SecondApprover, $"You signed for the emergency of #{run}");
        await bot.Hands.Press(People.ThirdApprover, told, "sign");
        await bot.UntilWhispered(People.ThirdApprover, "second-approver has already signed");
        Assert.Single(await bot.Audit(run), a => a.What == "emergency.signed");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_nobody_signs_in_time_closes_the_environment_until_somebody_does(Storage storage)
    {
        await using var world = await Live(storage);
        world.Settings.Of("live", "Emergency:ReviewWithin", "00:00:02").Of("live", "Gates:WaitFor", "00:00:01");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        await bot.UntilStatus(await bot.Begin(People.Approver, "/deploy live run 1234 emergency checkout"), RunStatus.Succeeded);
        var late = await Announced(bot, "shop live takes no further release");
        await bot.Stop();

        bot = await world.StartBot();
        var refused = await bot.Begin(People.Developer, "/deploy live run 1233");
        Assert.Contains("nobody has signed for the emergency", (await bot.UntilStatus(refused, RunStatus.Refused)).Notice);
        await bot.Hands.Press(People.SecondApprover, late, "sign");
        await bot.UntilWhispered(People.SecondApprover, "You signed for the emergency");
        await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy live run 1233"), RunStatus.WaitingForApproval);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_for_those_who_may_and_never_past_a_failed_ci_run_or_other_bytes(Storage storage)
    {
        await using var world = await Live(storage);
        var bot = await world.StartBot();
        Assert.Contains("needs a reason", await bot.Type(People.Approver, "/deploy live run 1234 emergency"));
        Assert.Contains("Nobody may break the glass for staging", await bot.Type(People.Approver, "/deploy staging run 1234 emergency now"));
        Assert.Contains("only members of @approvers may break the glass", (await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy live run 1234 emergency now"), RunStatus.Refused)).Notice);
        Assert.Contains("failed in CI", (await bot.UntilStatus(await bot.Begin(People.Approver, "/deploy live run 1236 emergency now"), RunStatus.Refused)).Notice);
        await bot.UntilStatus(await bot.Begin(People.Approver, "/deploy live run 1237 emergency now"), RunStatus.Refused);
        Assert.Empty(world.Target("live").Given);
        await using var db = bot.Db();
        Assert.Empty(db.Debts);
    }

    private static Task<Message> Announced(BotHost bot, string words) =>
        Until.Found($"the channel is told \"{words}\"", () => bot.Slack.Messages.FirstOrDefault(m => m.Thread.Length == 0 && m.Channel == SlackWorkspace.Releases && m.Text.Contains(words, StringComparison.Ordinal)), bot.Seen);

    private static async Task<World> Live(Storage storage)
    {
        var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4).Of("live", "After:0", "staging").Of("live", "Gates:WaitFor", "01:00:00")
            .Of("live", "Emergency:Group", "approvers").Of("live", "Emergency:Channel", SlackWorkspace.Releases);
        return world;
    }
}
