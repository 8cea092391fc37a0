using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Deployments;

/// <summary>What succeeds in staging goes on by itself where the policy says so: once, after its soak, and with every gate and approval.</summary>
public class AutomaticPromotionTests
{
    private static async Task<World> Promoting(Storage storage, string after = "00:00:00")
    {
        var world = await World.Of(storage);
        world.Settings.Of("production", "PromoteFrom", "staging").Of("production", "PromoteAfter", after);
        return world;
    }

    private static Task<PipelineRun> InProduction(BotHost bot) => Until.Found("a run goes to production", async () =>
    {
        await using var db = bot.Db();
        return await db.Runs.FirstOrDefaultAsync(r => r.Environment == "production");
    }, bot.Seen);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_goes_on_by_itself_and_the_requester_still_can_not_approve_it(Storage storage)
    {
        await using var world = await Promoting(storage);
        var bot = await world.StartBot();
        // The requester is an approver too.
        var staged = await bot.Begin(People.ThirdApprover, "/deploy staging run 1234");
        await bot.Press(People.Approver, staged, "approve");
        await bot.UntilStatus(staged, RunStatus.Succeeded);

        var promoted = (await InProduction(bot)).Id;
        await bot.UntilStatus(promoted, RunStatus.WaitingForApproval);
        var card = await bot.UntilCardSays(promoted, "waiting for approval", "asked for by the bot for third-approver");
        Assert.Contains($"#{staged} put it into staging, and the policy promotes it", card.Everything);
        await bot.Press(People.ThirdApprover, promoted, "approve");
        await bot.UntilWhispered(People.ThirdApprover, "you asked for this run");
        await bot.Press(People.Approver, promoted, "approve");
        await bot.Press(People.SecondApprover, promoted, "approve");
        await bot.UntilStatus(promoted, RunStatus.Succeeded);
        Assert.Equal(1234, world.Target("production").Serving!.CiRun);

        await Until.True("the thread of the staging card tells it", () => world.Slack.ThreadOf(staged) is var notes
            && notes.Any(n => n.Everything.Contains("Goes on to production by itself", StringComparison.Ordinal))
            && notes.Any(n => n.Everything.Contains($"#{promoted} takes run 1234 there", StringComparison.Ordinal)), bot.Seen);
        Assert.Equal(["promotion.waits", "promotion.started"], (await bot.Audit(staged)).Select(a => a.What).Where(w => w.StartsWith("promotion", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_soak_outlives_a_restart_and_it_starts_once(Storage storage)
    {
        await using var world = await Promoting(storage, after: "01:00:00");
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        await using (var db = bot.Db())
        {
            Assert.Null((await db.Promotions.SingleAsync()).EndedAt);
            Assert.False(await db.Runs.AnyAsync(r => r.Environment == "production"));
        }

        bot = await clock.StopUntil(bot, "2026-11-20T11:01Z");
        var run = await InProduction(bot);
        await bot.UntilStatus(run.Id, RunStatus.WaitingForApproval);
        await using var after = bot.Db();
        var promotion = await after.Promotions.SingleAsync();
        Assert.True(promotion.EndedAt >= promotion.DueAt);
        Assert.Equal($"started #{run.Id}", promotion.Words);
        Assert.Equal(1, await after.Runs.CountAsync(r => r.Environment == "production"));
    }

    [PostgreSqlFact]
    public async Task Two_bots_start_it_once()
    {
        await using var world = await Promoting(Storage.PostgreSql, after: "00:00:02");
        var bots = await Task.WhenAll(world.StartBot(), world.StartBot());
        await bots[0].Deploy("staging", 1234, People.Approver);
        var run = await InProduction(bots[1]);
        await bots[0].UntilStatus(run.Id, RunStatus.WaitingForApproval);
        await using var db = bots[1].Db();
        Assert.Equal(1, await db.Runs.CountAsync(r => r.Environment == "production"));
        Assert.Equal(1, await db.Audit.CountAsync(a => a.What == "promotion.started"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Another_release_in_staging_ends_it_and_goes_on_itself(Storage storage)
    {
        await using var world = await Promoting(storage, after: "01:00:00");
        var bot = await world.StartBot();
        var first = await bot.Deploy("staging", 1233, People.Approver);
        await bot.Deploy("staging", 1234, People.Approver);
        await Until.True("the first card's thread says so", () => world.Slack.ThreadOf(first).Any(n => n.Everything.Contains("put run 1234 into staging meanwhile", StringComparison.Ordinal)), bot.Seen);
        await using var db = bot.Db();
        var promotions = await db.Promotions.OrderBy(p => p.Id).ToListAsync();
        Assert.Equal([(1233L, false), (1234L, true)], promotions.Select(p => (p.CiRun, p.EndedAt is null)));

        // An approver's rollback needs nobody else.
        var back = await bot.Begin(People.Approver, "/rollback staging");
        await bot.UntilStatus(back, RunStatus.Succeeded);
        Assert.All(await db.Promotions.AsNoTracking().ToListAsync(), p => Assert.NotNull(p.EndedAt));
        Assert.False(await db.Runs.AnyAsync(r => r.Environment == "production"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_branch_that_is_not_named_stays_where_it_is(Storage storage)
    {
        await using var world = await Promoting(storage);
        world.Settings.Of("production", "PromoteBranches:0", "release/*");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        await using var db = bot.Db();
        Assert.False(await db.Promotions.AnyAsync());
    }
}
