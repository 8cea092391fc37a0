using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Stages that ask people, or wait for nothing but time, in front of the deployment that they lead to.</summary>
public class PeopleStageTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_approval_stage_asks_others_than_the_requester(Storage storage)
    {
        await using var world = await SignOff(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Approver, "/deploy live run 1234");
        var card = await bot.UntilCardSays(run, "sign-off: waiting for 2 more of @approvers", "sign-off: 0 of 2 from @approvers");
        await bot.Hands.Press(People.Approver, card, "approve");
        await bot.UntilWhispered(People.Approver, "you asked for this run, so somebody else must approve it");
        await bot.Hands.Press(People.Developer, card, "approve");
        await bot.UntilWhispered(People.Developer, "only members of @approvers decide on sign-off, and you are not one of them");
        await bot.Hands.Press(People.SecondApprover, card, "approve");
        await bot.UntilWhispered(People.SecondApprover, "Your approval of sign-off is counted (1 of 2)");
        await bot.UntilCardSays(run, "sign-off: waiting for 1 more of @approvers");
        await bot.Hands.Press(People.SecondApprover, card, "approve");
        await bot.UntilWhispered(People.SecondApprover, "Your vote is already counted (1 of 2)");
        Assert.Empty(world.Target("live").Given);
        await bot.Press(People.ThirdApprover, run, "approve");
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal("by second-approver, third-approver", ended.Own("sign-off").Words);
        Assert.Equal(2, (await bot.Audit(run)).Count(a => a.What == "vote.counted"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_no_fails_it_and_asked_again_the_old_votes_do_not_count(Storage storage)
    {
        await using var world = await SignOff(storage, p => p.With("OnFailure", "Ask"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 more of @approvers");
        await bot.Press(People.SecondApprover, run, "reject");
        var form = await Until.Found("the form for the reason", () => world.Slack.Forms.Count > 0 ? world.Slack.Forms[0] : null, bot.Seen);
        await bot.Hands.Submit(People.SecondApprover, form, "not today");
        await bot.UntilCardSays(run, "sign-off failed: second-approver said no: not today. Press Retry stage, or cancel");
        await bot.Press(People.Developer, run, "retry-stage");
        await bot.UntilCardSays(run, "sign-off: waiting for 2 more of @approvers");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "sign-off: waiting for 1 more of @approvers");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nobody_answers_for_a_day(Storage storage)
    {
        await using var world = await SignOff(storage);
        var clock = await WorldClock.In(world, "2026-11-20T12:00Z");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        var asked = await bot.UntilStatus(run, RunStatus.WaitingForApproval);
        Assert.Equal(asked.Own("sign-off").StartedAt + TimeSpan.FromDays(1), asked.Own("sign-off").LookAgainAt);
        bot = await clock.StopUntil(bot, "2026-11-21T13:00Z");
        Assert.Equal("sign-off failed: nobody answered in time; nothing was changed", (await bot.UntilStatus(run, RunStatus.Failed)).Notice);
        Assert.Empty(world.Target("live").Given);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_wait_waits_for_its_time_and_may_be_skipped(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 0, port: 9);
        new Pipeline(world.Settings).Deploy("dev").Stage("Wait", "soak", "dev").With("For", "00:00:01.5").Stage("Wait", "more", "soak").With("For", "06:00:00").With("MaySkip", "approvers").Deploy("live", "more");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        var soaked = await bot.UntilStage(run, "soak", StageState.Passed);
        Assert.True(soaked.FinishedAt - soaked.StartedAt >= TimeSpan.FromSeconds(1.5));
        await bot.UntilStage(run, "more", StageState.Running);
        Assert.Empty(world.Target("live").Given);
        await bot.Type(People.Approver, $"/release skip #{run} more because it soaked enough");
        Assert.Equal("skipped by approver: it soaked enough", (await bot.UntilStatus(run, RunStatus.Succeeded)).Own("more").Words);
    }

    private static async Task<World> SignOff(Storage storage, Action<Pipeline>? more = null)
    {
        var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 0, port: 9);
        var pipeline = new Pipeline(world.Settings).Deploy("dev").Stage("Approval", "sign-off", "dev").With("Approval:Group", "approvers").With("Approval:Count", "2");
        more?.Invoke(pipeline);
        pipeline.Deploy("live", "sign-off");
        return world;
    }
}
