using System.Net;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Hosting;

/// <summary>Two bots on one PostgreSQL: whoever gets a request, it has one effect; each run has one hand on it, each card one writer.</summary>
public class TwoBotsTests
{
    [PostgreSqlFact]
    public async Task Two_bots_share_the_work_and_do_nothing_twice()
    {
        await using var world = await World.Of(Storage.PostgreSql);
        world.Settings.Environment("live", approvals: 2, port: 4);
        var bots = await Task.WhenAll(world.StartBot(), world.StartBot());
        var run = await bots[0].Begin(People.Developer, "/deploy live run 1234");
        var card = await bots[1].UntilCard(run, "asks", c => c.Button("approve") is not null);

        var click = Hands.ClickBody(People.Approver, card, "approve", world.Slack.NewTrigger());
        var stamp = world.Time.GetUtcNow().ToUnixTimeSeconds();
        var answers = await Task.WhenAll(bots.SelectMany(b => Enumerable.Range(0, 3).Select(i => b.Hands.Deliver("/slack/action", click, stamp - i))));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Unauthorized, a.ToString()));
        await bots[0].UntilCardSays(run, "1 of 2");
        await Task.WhenAll(bots.Select(b => b.Hands.Press(People.SecondApprover, card, "approve")));
        await bots[1].UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(2, (await bots[0].Load(run)).Votes.Count);

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => bots[i % 2].Begin(People.Developer, $"/deploy dev run {1233 + i}")));
        foreach (var each in runs) await bots[0].UntilStatus(each, RunStatus.Succeeded);
        foreach (var target in new[] { world.Target("dev"), world.Target("live") })
        {
            Assert.Equal(1, target.MostAtOnce);
            Assert.Equal(target.Applied.Select(o => o.Token).Order(), target.Applied.Select(o => o.Token));
        }

        foreach (var each in runs.Append(run))
        {
            var shown = await bots[0].UntilCardSays(each, "succeeded");
            var gaps = shown.Versions.Zip(shown.Versions.Skip(1), (a, b) => b.At - a.At).ToList();
            Assert.All(gaps, gap => Assert.True(gap >= TimeSpan.FromSeconds(0.95), $"{gap} between two edits."));
            await Until.True("its end is told once", () => world.Slack.ThreadOf(each).Count == 1, bots[0].Seen);
        }

        await using var db = bots[0].Db();
        Assert.Null((await ChatOps.Audit.AuditTrail.Verify(db, CancellationToken.None)).Fault);
    }

    [PostgreSqlFact]
    public async Task A_bot_that_starts_while_another_posts_a_card_does_not_post_it_too()
    {
        await using var world = await World.Of(Storage.PostgreSql);
        var first = await world.StartBot();
        var arrive = new TaskCompletionSource();
        world.Slack.Trouble = c => c.Method == "chat.postMessage" ? new Fault.SlowUntil(arrive.Task) : null;
        var run = await first.Begin(People.Developer, "/deploy staging run 1234");
        await Until.True("it is being posted", () => world.Slack.Calls.Any(c => c.Method == "chat.postMessage"), first.Seen);
        var second = await world.StartBot();

        // The second bot is at work: it carries out a command of its own.
        await second.UntilStatus(await second.Begin(People.Developer, "/deploy dev run 1234"), RunStatus.Succeeded);
        await Until.True("its first card is tried", () => world.Slack.Calls.Count(c => c.Method == "chat.postMessage") >= 2, second.Seen);
        arrive.SetResult();
        await second.UntilCard(run, "asks", c => c.Button("approve") is not null);
        Assert.Single(world.Slack.CardsOf(run));
    }
}
