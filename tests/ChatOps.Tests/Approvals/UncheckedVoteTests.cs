using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Slack;

namespace ChatOps.Tests.Approvals;

/// <summary>When it can't be checked who somebody is, the answer is no; and it is said.</summary>
public class UncheckedVoteTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public Task While_Slack_does_not_tell_who_somebody_is(Storage storage) =>
        DoesNotCount(storage, c => c.Method == "users.info" && c.Text("user") == People.Approver.Id ? new Fault.Status(503) : null);

    [Theory, OnSqlite, OnPostgreSql]
    public Task While_Slack_does_not_tell_who_is_in_the_group(Storage storage) =>
        DoesNotCount(storage, c => c.Method == "usergroups.users.list" ? new Fault.Refusal("internal_error") : null);

    [Theory, OnSqlite, OnPostgreSql]
    public Task While_Slack_wants_to_be_left_alone(Storage storage) =>
        DoesNotCount(storage, c => c.Method.StartsWith("usergroups.", StringComparison.Ordinal) ? new Fault.Limited(60) : null);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_waits_while_Slack_does_not_tell_who_asked_for_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        world.Slack.Trouble = c => c.Method == "users.info" ? new Fault.Refusal("fatal_error") : null;
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "Slack did not tell who asked for this");
        Assert.Empty(world.Target("dev").Given);
        world.Slack.Trouble = _ => null;
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Before_Slack_has_said_which_workspace_this_is_nobody_belongs_to_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.WaitUntilReady = false;
        world.Slack.Trouble = _ => new Fault.Status(502);
        var bot = await world.StartBot();
        Assert.Contains("I can't check yet which workspace you belong to", await bot.Type(People.Developer, "/deploy dev run 1234"));
        Assert.Equal(0, (await bot.Rows()).Runs);
        world.Slack.Trouble = _ => null;
        await bot.UntilReady();
        await bot.Deploy("dev", 1234);
    }

    private static async Task DoesNotCount(Storage storage, Func<SlackCall, Fault?> trouble)
    {
        var time = new ShiftedTime();
        await using var world = await World.Of(storage);
        world.Time = time;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var card = await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);

        // What was known of the group is too old by now.
        time.Move(TimeSpan.FromSeconds(61));
        world.Slack.Trouble = trouble;
        await bot.Hands.Press(People.Approver, card, "approve");
        await bot.UntilWhispered(People.Approver, "your click does not count");
        Assert.Empty((await bot.Load(run)).Votes);
        Assert.Single(await bot.Audit(run), a => a.What == "click.refused" && a.WhoId == People.Approver.Id);
        Assert.Empty(world.Target("staging").Given);
    }
}
