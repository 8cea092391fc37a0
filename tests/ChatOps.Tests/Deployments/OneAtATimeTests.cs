using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>An environment takes one deployment at a time; the others stand in line, and say behind what.</summary>
public class OneAtATimeTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Deploys_at_once_never_overlap_at_the_target(Storage storage)
    {
        await using var world = await World.Of(storage);
        var target = world.Target("dev");
        target.Script = async _ =>
        {
            await Task.Delay(20);
            return null;
        };
        var bot = await world.StartBot();
        var runs = await Task.WhenAll(new[] { 1233, 1234, 1235 }.Select(id => bot.Begin(People.Developer, $"/deploy dev run {id}")));
        foreach (var run in runs) await bot.UntilStatus(run, RunStatus.Succeeded);

        Assert.Equal(1, target.MostAtOnce);
        var tokens = target.Applied.Select(o => o.Token).ToList();
        Assert.Equal([1L, 2L, 3L], tokens.Distinct());
        Assert.Equal(tokens.Order(), tokens);
        Assert.Equal(target.Applied.DistinctBy(o => (o.Token, o.Step)).Count(), target.Applied.Count);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_second_says_behind_what_it_waits_and_begins_after(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var first = await bot.Begin(People.Developer, "/deploy staging run 1233");
        await bot.UntilStatus(first, RunStatus.WaitingForApproval);
        var second = await bot.Begin(People.SecondDeveloper, "/deploy staging run 1234");
        var queued = await bot.UntilCardSays(second, "queued", $"behind #{first} (run 1233, waiting for approval)");
        Assert.Equal("Cancel", queued.ButtonNames);

        var hold = new TaskCompletionSource();
        world.Target("staging").OnTheWay = _ => hold.Task;
        await bot.Press(People.Approver, first, "approve");
        await bot.UntilCardSays(second, $"behind #{first} (run 1233, being deployed)");
        hold.SetResult();
        await bot.UntilStatus(first, RunStatus.Succeeded);
        await bot.Press(People.Approver, second, "approve");
        await bot.UntilStatus(second, RunStatus.Succeeded);
        Assert.Equal([1L, 2L], world.Target("staging").Applied.Select(o => o.Token).Distinct());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_vote_is_void_when_what_runs_there_has_changed(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4);
        var bot = await world.StartBot();
        await bot.Deploy("live", 1233, People.Approver, People.SecondApprover);
        await bot.Deploy("live", 1234, People.Approver, People.SecondApprover);
        var run = await bot.Begin(People.Developer, "/deploy live run 1235");
        await bot.Press(People.Approver, run, "approve");
        var seen = await bot.UntilCardSays(run, "1 of 2 from @approvers", "From run 1234");
        var old = Hands.ClickBody(People.SecondApprover, seen, "approve", world.Slack.NewTrigger());

        // An approver's own rollback needs nobody else, and goes ahead of what has not begun.
        var back = await bot.Begin(People.ThirdApprover, "/rollback live");
        await bot.UntilStatus(back, RunStatus.Succeeded);
        await bot.UntilCardSays(run, "0 of 2 from @approvers", "From run 1233");
        await bot.Hands.Send("/slack/action", old);
        await bot.UntilWhispered(People.SecondApprover, "out of date");
        Assert.Equal(0, (await bot.Load(run)).YesCount);
        var thread = await Until.Found("the thread says what changed", () => world.Slack.ThreadOf(run).FirstOrDefault(n => n.Text.Contains("no longer count")), bot.Seen);
        Assert.Contains("run 1233 (1.4.1) runs there now; when you were asked it was run 1234 (1.4.2)", thread.Text);

        await bot.Press(People.Approver, run, "approve");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(3, (await bot.Load(run)).Votes.Count);
    }
}
