using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Slack.Blocks;
using ChatOps.Targets;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines;

/// <summary>The thread of a run that ended before its aim: what ran, what did not, what is in place.</summary>
public class RunSummaryTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Cancelled_while_it_waits_the_thread_says_that_what_ran_before_still_does(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilStatus(run, RunStatus.WaitingForApproval);
        await bot.Press(People.Developer, run, "cancel");

        var told = await Told(bot, run, "Cancelled");
        Assert.Contains("Ran: passed: source, artifacts; passed in CI: build, test, security scan\nDid not run: deploy to staging, verify\nIn place: run 1233 (1.4.1) serves staging, since 20", told);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Refused_in_an_empty_environment(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy production run 1234");
        var told = await Told(bot, run, "Refused");
        Assert.Contains("Did not run: deploy to production, verify\nIn place: nothing serves production", told);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Rolled_back_and_then_unknown_and_after_that_nobody_claims_to_know(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        world.Target("dev").Script = order => Task.FromResult<StepOutcome?>(order.Step == StepKind.VerifyServed ? StepOutcome.Failed("it serves something else") : null);
        var back = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var told = await Told(bot, back, "Rolled back");
        Assert.Contains("rolled back: deploy to dev; failed: verify\nDid not run: nothing is left: every stage was begun\nIn place: run 1233 (1.4.1) serves dev, since", told);

        world.Target("dev").Script = order => Task.FromResult<StepOutcome?>(order.Step is StepKind.VerifyServed or StepKind.RestoreTraffic ? StepOutcome.Failed("broken") : null);
        var lost = await bot.Begin(People.Developer, "/deploy dev run 1234");
        Assert.Contains("In place: it is not known what serves dev now. Before this run: run 1233 (1.4.1) serves dev, since", await Told(bot, lost, "Outcome unknown"));

        var refused = await bot.Begin(People.Developer, "/deploy dev run 1236");
        Assert.Contains($"In place: it is not known what serves dev: the outcome of #{lost} is unknown. Before that: run 1233 (1.4.1) serves dev", await Told(bot, refused, "Refused"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_stage_of_the_source_that_fails_names_what_ran_and_what_did_not(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Stage(0, "build", "Script").Set("Projects:shop:Pipeline:0:Command:0", "true")
            .Stage(1, "check", "Script", "build").Set("Projects:shop:Pipeline:1:Command:0", "false")
            .Stage(2, "pack", "Script", "check").Set("Projects:shop:Pipeline:2:Command:0", "true")
            .Stage(3, "to dev", "Deploy", "pack").Set("Projects:shop:Pipeline:3:To", "dev");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start shop");
        Assert.Contains(
            "Ran: passed: source, build; failed: check\nDid not run: pack, artifacts, deploy to dev, verify; CI was not asked about them: test, security scan\nIn place: nothing serves dev",
            await Told(bot, run, "Failed"));
    }

    /// <returns>What the thread tells of the end, as people read it.</returns>
    private static async Task<string> Told(BotHost bot, long run, string outcome)
    {
        var note = await Until.Found($"the thread of #{run} tells \"{outcome}\"", () => bot.Slack.ThreadOf(run).FirstOrDefault(n => n.Text.Contains($"> {outcome}\n") || n.Text.Contains($" {outcome}\n")), bot.Seen);
        Assert.InRange(note.Text.Length, 1, Limits.MessageText);
        return Mrkdwn.Unescape(note.Text);
    }
}
