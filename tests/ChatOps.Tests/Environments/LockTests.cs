using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Environments;

/// <summary>Somebody has an environment to themselves: taken, refused, handed over, ended.</summary>
public class LockTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Others_wait_in_line_and_the_owner_passes_them(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.StartsWith("dev is locked:", await bot.Type(People.SecondDeveloper, "/release lock dev because load test"));
        var waiting = await bot.Begin(People.Developer, "/deploy dev run 1233");
        await bot.UntilCardSays(waiting, "queued", "locked by second-developer since", "because load test", "/release unlock dev");
        var passing = await bot.Begin(People.SecondDeveloper, "/deploy dev run 1234");
        await bot.UntilStatus(passing, RunStatus.Succeeded);
        Assert.Equal(RunStatus.Queued, (await bot.Load(waiting)).Status);

        Assert.StartsWith("dev is unlocked.", await bot.Type(People.SecondDeveloper, "/release unlock dev because done"));
        await bot.UntilStatus(waiting, RunStatus.Succeeded);
        Assert.Equal([1234L, 1233L], world.Target("dev").Applied.Select(o => o.CiRun).Distinct());
        var audit = (await bot.Audit()).Where(a => a.What.StartsWith("lock.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["lock.taken", "lock.released"], audit.Select(a => a.What));
        Assert.All(audit, a => Assert.Equal(People.SecondDeveloper.Id, a.WhoId));
        Assert.Contains("shop dev: ", audit[1].Why);
        Assert.Contains("released because done", audit[1].Why);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_second_lock_is_refused_and_only_its_owner_or_an_approver_ends_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release lock staging until tomorrow 9:30 because \"the schema\" moves");
        var refused = await bot.Type(People.SecondDeveloper, "/release lock staging because mine");
        Assert.Contains("staging is locked by developer since", refused);
        Assert.Contains("09:30 UTC", refused);
        Assert.Contains("is yours already", await bot.Type(People.Developer, "/release lock staging because again"));
        Assert.Contains("Only developer or a member of @approvers can unlock staging", await bot.Type(People.SecondDeveloper, "/release unlock staging"));
        Assert.Contains("It was locked by developer", await bot.Type(People.Approver, "/release unlock staging because an outage"));
        Assert.Contains("staging is not locked", await bot.Type(People.Developer, "/release unlock staging"));
        Assert.Equal(
            [("lock.taken", "U0DEV"), ("lock.refused", "U0DEVTWO"), ("lock.refused", "U0DEV"), ("unlock.refused", "U0DEVTWO"), ("lock.released", "U0APPROVER"), ("unlock.refused", "U0DEV")],
            (await bot.Audit()).Where(a => a.What.Contains("lock")).Select(a => (a.What, a.WhoId!)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_lock_is_handed_over_to_a_member_that_Slack_names(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release lock dev because load test");
        Assert.Contains("a mention that Slack completes", await bot.Type(People.Developer, "/release lock dev to @second-developer"));
        Assert.Contains("guests can't", await bot.Type(People.Developer, $"/release lock dev to <@{People.Guest.Id}|guest>"));
        Assert.Contains("Only developer or", await bot.Type(People.SecondDeveloper, $"/release lock dev to <@{People.SecondDeveloper.Id}|second-developer>"));
        Assert.Equal(
            "The lock of dev is second-developer's now; it was developer's.",
            await bot.Type(People.Developer, $"/release lock dev to <@{People.SecondDeveloper.Id}|another-name>"));
        var waiting = await bot.Begin(People.Developer, "/deploy dev run 1233");
        await bot.UntilCardSays(waiting, "locked by second-developer");
        var passing = await bot.Begin(People.SecondDeveloper, "/deploy dev run 1234");
        await bot.UntilStatus(passing, RunStatus.Succeeded);
        Assert.Single(await bot.Audit(), a => a.What == "lock.handed-over" && a.WhoId == People.Developer.Id);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_lock_that_ends_by_itself_lets_go_on_what_waited(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:Environments:dev:Lock:ExpiresAfter", "01:00:00");
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        var bot = await world.StartBot();
        Assert.Contains("dev is locked until", await bot.Type(People.SecondDeveloper, "/release lock dev because load test"));
        var waiting = await bot.Begin(People.Developer, "/deploy dev run 1233");
        await bot.UntilStatus(waiting, RunStatus.Queued);
        await clock.Move(TimeSpan.FromMinutes(61));
        await bot.UntilStatus(waiting, RunStatus.Succeeded);
        await Until.True("the channel is told", () => world.Slack.Messages.Any(m => m.Text.Contains("The lock of shop dev has ended by itself")), bot.Seen);
        Assert.Single(await bot.Audit(), a => a.What == "lock.expired");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_lock_taken_after_a_vote_voids_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 of 2");
        await bot.Type(People.SecondDeveloper, "/release lock live because load test");
        await bot.UntilCardSays(run, "queued", "locked by second-developer", "0 of 2");
        await bot.Type(People.SecondDeveloper, "/release unlock live");
        await bot.Press(People.Approver, run, "approve");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(3, (await bot.Load(run)).Votes.Count);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_is_being_deployed_runs_on(Storage storage)
    {
        await using var world = await World.Of(storage);
        var hold = new TaskCompletionSource();
        world.Target("dev").OnTheWay = _ => hold.Task;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await Until.Found("it begins", async () => (await bot.Load(run)).Attempt, bot.Seen);
        Assert.Contains($"#{run} is being deployed there and runs on to its end.", await bot.Type(People.SecondDeveloper, "/release lock dev because load test"));
        hold.SetResult();
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Who_is_no_member_locks_nothing_and_neither_does_anybody_while_Slack_is_silent(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Contains("guests can't", await bot.Type(People.Guest, "/release lock dev because mine"));
        world.Slack.Trouble = call => call.Method == "users.info" ? new Fault.Refusal("internal_error") : null;
        Assert.Contains("nothing was done", await bot.Type(People.Developer, "/release lock dev because mine"), StringComparison.OrdinalIgnoreCase);
        world.Slack.Trouble = _ => null;
        Assert.Equal(2, (await bot.Audit()).Count(a => a.What == "request.refused"));
        await using var db = bot.Db();
        Assert.DoesNotContain(db.Environments.ToList(), e => e.Lock is not null);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Times_that_are_over_and_reasons_that_are_missing_get_words(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Contains("2020-01-01 12:00", await bot.Type(People.Developer, "/release lock dev until 2020-01-01 12:00 because x"));
        Assert.Contains("Say why, behind \"because\"", await bot.Type(People.Developer, "/release lock dev"));
        Assert.Contains("Did you mean staging?", await bot.Type(People.Developer, "/release lock stagin because x"));
        Assert.Contains("Did you mean unlock?", await bot.Type(People.Developer, "/release unlok dev"));
        await using var db = bot.Db();
        Assert.DoesNotContain(db.Environments.ToList(), e => e.Lock is not null);
    }
}
