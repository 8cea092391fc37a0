using System.Net;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Commands;

/// <summary>Requests that are not what they should be: refused in words, and nothing of them is stored.</summary>
public class UnwelcomeRequestTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Unsigned_stale_and_forged_requests_have_no_effect(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var card = await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        await QuietDown(bot);
        var before = await bot.Rows();
        (string Path, string Body)[] requests =
        [
            ("/slack/command", Hands.CommandBody(People.Developer, "/deploy", "dev run 1234", world.Slack.NewTrigger())),
            ("/slack/action", Hands.ClickBody(People.Approver, card, "approve", world.Slack.NewTrigger())),
        ];
        foreach (var (path, body) in requests)
        {
            await Refused(bot.Hands.Send(path, body, secret: ""));
            await Refused(bot.Hands.Send(path, body, secret: "a guess"));
            await Refused(bot.Hands.Send(path, body, age: TimeSpan.FromSeconds(302)));
            await Refused(bot.Hands.Send(path, body, age: TimeSpan.FromSeconds(-302)));
        }

        Assert.Equal(before, await bot.Rows());
        Assert.Empty((await bot.Load(run)).Votes);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_replayed_request_has_no_effect_not_even_after_a_restart(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var body = Hands.CommandBody(People.Developer, "/deploy", "dev run 1234", world.Slack.NewTrigger());
        var stamp = world.Time.GetUtcNow().ToUnixTimeSeconds();
        var first = await bot.Hands.Deliver("/slack/command", body, stamp);
        Assert.StartsWith("#1: deploying", first.Text);
        await Refused(bot.Hands.Deliver("/slack/command", body, stamp));
        await bot.UntilStatus(1, RunStatus.Succeeded);
        await QuietDown(bot);
        await bot.Stop();

        bot = await world.StartBot();
        var before = await bot.Rows();
        await Refused(bot.Hands.Deliver("/slack/command", body, stamp));
        var retried = await bot.Hands.Deliver("/slack/command", body, stamp + 1);
        Assert.Equal((HttpStatusCode.OK, first.Text), (retried.Status, retried.Text));
        Assert.Equal(before, await bot.Rows());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Payloads_of_another_route_and_malformed_ones_have_no_effect(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var card = await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        await QuietDown(bot);
        var before = await bot.Rows();
        (string Path, string Body)[] requests =
        [
            ("/slack/command", Click()), ("/slack/event", Click()), ("/slack/options", Click()), ("/slack/action", Command()), ("/slack/action", $"{Click()}&{Command()}"),
            ("/slack/command", ""), ("/slack/command", "command=%zz"), ("/slack/command", $"{Command()}&command=%2Fdeploy"), ("/slack/command", "command=%FF%FE&text=x"),
            ("/slack/action", "payload=%7B"), ("/slack/action", "payload=null"), ("/slack/action", "payload=%5B1%5D"), ("/slack/action", "payload="),
            ("/slack/action", "payload=" + Uri.EscapeDataString(new string('[', 5000))),
            ("/slack/action", Hands.ClickBody(People.Approver, card, "chatops.approve", "999999999999999999999|x", world.Slack.NewTrigger())),
            ("/slack/action", Hands.ClickBody(People.Approver, card, "chatops.approve", "x", world.Slack.NewTrigger())),
        ];
        foreach (var (path, body) in requests)
        {
            var answer = await bot.Hands.Send(path, body);
            Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, $"{path} {body[..Math.Min(80, body.Length)]}: {answer}");
            Assert.NotEmpty(answer.Body);
            Assert.DoesNotContain("   at ", answer.Body);
        }

        Assert.Equal(before, await bot.Rows());

        string Command() => Hands.CommandBody(People.Developer, "/deploy", "dev run 1234", world.Slack.NewTrigger());

        string Click() => Hands.ClickBody(People.Approver, card, "approve", world.Slack.NewTrigger());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_click_on_a_run_that_is_not_there_is_answered(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var card = await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        await bot.Hands.Send("/slack/action", Hands.ClickBody(People.Approver, card, "chatops.approve", "4711|abc", world.Slack.NewTrigger()));
        await bot.UntilWhispered(People.Approver, "There is no run #4711");
        await bot.Hands.Send("/slack/action", Hands.ClickBody(People.Approver, card, "chatops.approve", $"{run}|{new string('d', 1900)}", world.Slack.NewTrigger()));
        await bot.UntilWhispered(People.Approver, "out of date");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_body_over_a_megabyte_has_no_effect(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var body = Hands.CommandBody(People.Developer, "/deploy", "dev run 1234 because " + new string('a', 1024 * 1024), world.Slack.NewTrigger());
        var answer = await bot.Hands.Send("/slack/command", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("larger", answer.Body);
        Assert.Equal((0, 0, 0, 0, 0), await bot.Rows());
        Assert.StartsWith("#", await bot.Type(People.Developer, "/deploy dev run 1234"));
    }

    private static async Task Refused(Task<Answer> sent)
    {
        var answer = await sent;
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.NotEmpty(answer.Body);
    }

    // What is still being told of the past is no effect of what comes now.
    private static async Task QuietDown(BotHost bot)
    {
        await Until.Found("all is told", async () =>
        {
            await using var db = bot.Db();
            return db.Outbox.All(n => n.SentAt != null) && db.Cards.All(c => c.Shown >= c.Wanted) && db.Inbox.All(i => i.DoneAt != null) ? await Task.FromResult("") : null;
        }, bot.Seen);
    }
}
