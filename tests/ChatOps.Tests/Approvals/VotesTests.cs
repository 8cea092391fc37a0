using System.Net;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Approvals;

/// <summary>No approval is lost, none counts twice, and a quorum counts people.</summary>
public class VotesTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Sixteen_approvals_of_one_person_at_once_are_one_vote(Storage storage)
    {
        await using var world = await Live(storage);
        var bot = await world.StartBot();
        var (run, card) = await Asked(bot);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => bot.Hands.Press(People.Approver, card, "approve")));
        await Until.True("all are answered", () => world.Slack.Whispers.Count(w => w.Text.Contains("already counted (1 of 2)")) == 15, bot.Seen);
        var stored = await bot.Load(run);
        Assert.Equal((RunStatus.WaitingForApproval, 1, 1), (stored.Status, stored.YesCount, stored.Votes.Count));
        Assert.Single(await bot.Audit(run), a => a.What == "vote.counted");
        await bot.UntilCardSays(run, "1 of 2 from @approvers");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Two_people_at_once_are_a_quorum_of_two(Storage storage)
    {
        await using var world = await Live(storage);
        var bot = await world.StartBot();
        var (run, card) = await Asked(bot);
        await Task.WhenAll(new[] { People.Approver, People.SecondApprover }.Select(who => bot.Hands.Press(who, card, "approve")));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        var votes = (await bot.Load(run)).Votes;
        Assert.Equal(["U0APPROVER", "U0APPROVERTWO"], votes.Select(v => v.By.Id).Order());
        Assert.Single(world.Target("live").Applied.Select(o => o.Token).Distinct());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_click_delivered_five_times_at_once_has_one_effect(Storage storage)
    {
        await using var world = await Live(storage);
        var bot = await world.StartBot();
        var (run, card) = await Asked(bot);
        var before = await bot.Rows();

        // The very same request, as somebody who listened would send it; then the same act signed anew, as Slack's own retry would be.
        var click = Hands.ClickBody(People.Approver, card, "approve", world.Slack.NewTrigger());
        var stamp = world.Time.GetUtcNow().ToUnixTimeSeconds();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bot.Hands.Deliver("/slack/action", click, stamp)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(4, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        var retries = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => bot.Hands.Deliver("/slack/action", click, stamp - i)));
        Assert.All(retries, a => Assert.Equal(HttpStatusCode.OK, a.Status));

        await bot.UntilWhispered(People.Approver, "Your approval is counted (1 of 2)");
        Assert.Equal(before.Inbox + 1, (await bot.Rows()).Inbox);
        Assert.Single((await bot.Load(run)).Votes);
        Assert.Single(await bot.Audit(run), a => a.What is "vote.counted" or "vote.refused");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Who_may_not_decide_is_told_why_and_does_not_count(Storage storage)
    {
        await using var world = await Live(storage);
        world.Slack.Approvers = [.. People.Approvers, People.Developer];
        var bot = await world.StartBot();
        var (run, card) = await Asked(bot);
        (Member, string)[] all =
        [
            (People.Developer, "you asked for this run"), (People.SecondDeveloper, "only members of @approvers"), (People.Guest, "guests can't"),
            (People.Robot, "bots can't"), (People.Leaver, "deactivated"), (People.Visitor, "another workspace"),
            (new Member("U0NOBODY", "nobody"), "could not be told"),
        ];
        foreach (var (who, _) in all) Assert.Equal(HttpStatusCode.OK, (await bot.Hands.Press(who, card, "approve")).Status);
        foreach (var (who, words) in all.Where(a => a.Item1.Id != "U0NOBODY")) await bot.UntilWhispered(who, words);
        await Until.Found("every no is in the audit trail", async () => (await bot.Audit()).Count(a => a.What is "vote.refused" or "click.refused" or "request.refused") == 7 ? "" : null, bot.Seen);
        Assert.Empty((await bot.Load(run)).Votes);
        Assert.Empty(world.Target("live").Given);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_visitor_of_another_company_starts_nothing(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Contains("another workspace", await bot.Type(People.Visitor, "/deploy dev run 1234"));
        Assert.Equal(0, (await bot.Rows()).Runs);
        Assert.Single(await bot.Audit(), a => a.What == "request.refused" && a.WhoId == People.Visitor.Id && a.WhoWorkspace == People.OtherTeam);

        // Only Slack can tell a guest: the run is refused before anything happens.
        var run = await bot.Begin(People.Guest, "/deploy dev run 1234");
        Assert.Contains("guests can't", (await bot.UntilStatus(run, RunStatus.Refused)).Notice);
        Assert.Empty(world.Target("dev").Given);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_rejection_says_why_and_ends_the_run(Storage storage)
    {
        await using var world = await Live(storage);
        var bot = await world.StartBot();
        var (run, card) = await Asked(bot);
        var late = Hands.ClickBody(People.ThirdApprover, card, "approve", world.Slack.NewTrigger());
        await bot.Hands.Press(People.Approver, card, "approve");
        await bot.Hands.Press(People.SecondApprover, card, "reject");
        var form = await Until.Found("the form opens", () => world.Slack.Forms.SingleOrDefault(), bot.Seen);
        Assert.Contains("errors", (await bot.Hands.Submit(People.SecondApprover, form, "  ")).Body);
        Assert.Equal((HttpStatusCode.OK, ""), Both(await bot.Hands.Submit(People.SecondApprover, form, "not on a Friday <!here> 🙃")));
        await bot.UntilStatus(run, RunStatus.Refused);
        var told = await bot.UntilCardSays(run, "refused", "second-approver rejected it: not on a Friday");
        Assert.Equal("Retry", told.ButtonNames);
        Assert.Contains("👎 rejected by <@U0APPROVERTWO>", told.Everything);
        Assert.Empty(world.Target("live").Given);

        await bot.Hands.Send("/slack/action", late);
        await bot.UntilWhispered(People.ThirdApprover, $"Run #{run} has already ended");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Whoever_wrote_a_commit_of_the_range_does_not_approve_it_where_the_policy_says_so(Storage storage)
    {
        await using var world = await Live(storage);
        world.Settings.Set("Projects:shop:Environments:live:Approval:NotAuthors", "true").Set("Projects:shop:Environments:live:Approval:Count", "1");
        var ci = new ShopCi(world.Settings);
        ci.ChangeCommits(commits => commits[5]!["author"] = "approver");
        var bot = await world.StartBot();
        await bot.Deploy("live", 1233, People.SecondApprover);
        var (run, card) = await Asked(bot);
        Assert.Contains("approver", card.Everything);
        await bot.Hands.Press(People.Approver, card, "approve");
        await bot.UntilWhispered(People.Approver, "holds a commit of yours");
        await bot.Hands.Press(People.SecondApprover, card, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    private static (HttpStatusCode, string) Both(Answer answer) => (answer.Status, answer.Body);

    private static async Task<World> Live(Storage storage)
    {
        var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4);
        return world;
    }

    private static async Task<(long Run, Message Card)> Asked(BotHost bot)
    {
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        return (run, await bot.UntilCard(run, "asks", c => c.Button("approve") is not null));
    }
}
