using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Slack;

namespace ChatOps.Tests.Approvals;

/// <summary>Several groups, one after the other; words from the approver; votes in somebody's place.</summary>
public class PartsTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_team_first_then_the_release_managers(Storage storage)
    {
        await using var world = await World.Of(storage);
        InOrder(world.Settings);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.UntilCardSays(run, "waiting for 1 more of @team; then 1 of @approvers is asked");

        await bot.Press(People.Approver, run, "approve");
        await bot.UntilWhispered(People.Approver, "It is not your turn yet");
        Assert.Empty((await bot.Load(run)).Votes);
        await bot.Press(People.SecondDeveloper, run, "approve");
        await bot.UntilCardSays(run, "1 of 1 from @team, 0 of 1 from @approvers", "waiting for 1 more of @approvers");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(run), a => a.What == "approvers.checked");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Conditions_are_typed_and_reasons_given_in_a_form(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 1, port: 4).Of("live", "Approval:Conditions:0", "I looked at the dashboards").Of("live", "Approval:ReasonNeeded", "true");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.Approver, run, "approve-in-words");
        var form = await Until.Found("the form opens", () => world.Slack.Forms.SingleOrDefault(), bot.Seen);
        Assert.Contains("Type: I looked at the dashboards", form.ToJsonString());
        Assert.Contains("condition-0", (await bot.Hands.SubmitApproval(People.Approver, form, ("condition-0", "yes"), ("reason", "fine"))).Body);
        Assert.Contains("Please say why", (await bot.Hands.SubmitApproval(People.Approver, form, ("condition-0", "i looked at the dashboards"), ("reason", " "))).Body);
        Assert.Empty((await bot.Load(run)).Votes);

        Assert.Equal("", (await bot.Hands.SubmitApproval(People.Approver, form, ("condition-0", "i looked at the dashboards"), ("reason", "all green <!here>"))).Body);
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(run), a => a.What == "vote.counted" && a.Why.EndsWith(": all green <!here>; confirmed: I looked at the dashboards", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Somebody_votes_in_the_place_of_an_approver_until_that_is_stopped(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4);
        var bot = await world.StartBot();
        Assert.Contains("may vote in your place", await bot.Type(People.Approver, $"/release delegate <@{People.SecondDeveloper.Id}|second-developer> for 3d because of holidays"));
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.SecondDeveloper, run, "approve");
        await bot.UntilWhispered(People.SecondDeveloper, "counted in the place of approver (1 of 2)");
        await bot.UntilCard(run, "says for whom", c => c.Everything.Contains($"approved by <@{People.SecondDeveloper.Id}> for <@{People.Approver.Id}>", StringComparison.Ordinal));
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilWhispered(People.Approver, "second-developer has already approved in your place");

        // What is lent can be taken back until it begins.
        Assert.Contains("no longer votes in your place", await bot.Type(People.Approver, "/release delegate stop"));
        await bot.Press(People.SecondApprover, run, "approve");
        await Until.Found("the borrowed vote is void", async () => (await bot.Load(run)).Votes[0].VoidBecause == "second-developer no longer votes in the place of approver" ? "" : null, bot.Seen);
        Assert.Empty(world.Target("live").Given);
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(["delegation.begun", "delegation.stopped"], (await bot.Audit()).Where(a => a.What.StartsWith("delegation.", StringComparison.Ordinal)).Select(a => a.What));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_delegation_is_no_chain_and_not_for_oneself(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 1, port: 4);
        var bot = await world.StartBot();
        await bot.Type(People.Approver, $"/release delegate {People.SecondDeveloper.Id} for 8h");
        await bot.Type(People.SecondDeveloper, $"/release delegate {People.Prankster.Id} for 8h");
        await bot.Type(People.SecondApprover, $"/release delegate {People.Developer.Id} for 8h");
        Assert.Contains("to yourself", await bot.Type(People.Approver, $"/release delegate {People.Approver.Id} for 8h"));
        Assert.Contains("no length of time", await bot.Type(People.Approver, $"/release delegate {People.Developer.Id} for ever"));
        Assert.Contains("did not come with a user id", await bot.Type(People.Approver, "/release delegate @developer for 3d"));
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.Prankster, run, "approve");
        await bot.UntilWhispered(People.Prankster, "only members of @approvers");
        await bot.Press(People.Developer, run, "approve");
        await bot.UntilWhispered(People.Developer, "you asked for this run");
        Assert.Empty((await bot.Load(run)).Votes);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task While_Slack_does_not_tell_whether_an_approver_still_is_one_nothing_begins(Storage storage)
    {
        var time = new ShiftedTime();
        await using var world = await World.Of(storage);
        world.Time = time;
        world.Settings.Environment("live", approvals: 2, port: 4);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 of 2");
        time.Move(TimeSpan.FromSeconds(61));
        world.Slack.Trouble = c => c.Method == "users.info" && c.Text("user") == People.Approver.Id ? new Fault.Status(503) : null;
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilCardSays(run, "Slack did not tell whether the approvers still are approvers");
        Assert.Empty(world.Target("live").Given);
        world.Slack.Trouble = _ => null;
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    private static void InOrder(BotSettings settings) => settings.Environment("live", approvals: 1, port: 4).Set("Projects:shop:Groups:team:0", People.SecondDeveloper.Id)
        .Of("live", "Approval:Parts:0:Group", "team").Of("live", "Approval:Parts:1:Group", "approvers").Of("live", "Approval:InOrder", "true");
}
