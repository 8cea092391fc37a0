using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Persistence;

/// <summary>Every transition has its entry, once; the chain holds; whoever changes it is found out by the command that checks it.</summary>
public class AuditTrailTests
{
    private static readonly string[] WholeLife =
    [
        "run.requested", "requester.identified", "release.resolved", "artifacts.pinned", "decision.set", "run.waits-for-approval", "vote.counted", "run.goes-on", "artifacts.verified", "approvers.checked", "release.confirmed", "deployment.begun",
        .. Enumerable.Repeat(new[] { "order.recorded", "order.done" }, 6).SelectMany(p => p), "run.succeeded",
    ];

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_deployments_whole_life_is_there_once_and_the_chain_holds(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Deploy("staging", 1234, People.Approver);
        var entries = await bot.Audit(run);
        Assert.Equal(WholeLife, entries.Select(e => e.What));
        var digest = (await bot.Load(run)).Release!.Artifacts[0].Digest;
        Assert.Equal((People.Approver.Id, People.Team, "approver", digest), entries.Where(e => e.What == "vote.counted").Select(e => (e.WhoId, e.WhoWorkspace, e.WhoName, e.Digest!.Value)).Single());
        Assert.Equal(People.Developer.Id, entries[0].WhoId);
        await bot.Type(People.Developer, "/release status");
        await bot.Stop();

        var (code, words) = await BotProcess.Verify(world.Settings);
        Assert.Equal(0, code);
        Assert.Contains($"whole: {entries.Count + 1} entries", words);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Tampering_is_found_and_named(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        (string Change, string Undo, string Words)[] all =
        [
            ("UPDATE \"AuditEntries\" SET \"Why\" = \"Why\" || '!' WHERE \"Number\" = 3", "UPDATE \"AuditEntries\" SET \"Why\" = substr(\"Why\", 1, length(\"Why\") - 1) WHERE \"Number\" = 3", "entry 3 was changed"),
            ("UPDATE \"AuditEntries\" SET \"WhoId\" = 'U0EVIL' WHERE \"Number\" = 1", "UPDATE \"AuditEntries\" SET \"WhoId\" = 'U0DEV' WHERE \"Number\" = 1", "entry 1 was changed"),
            ("DELETE FROM \"AuditEntries\" WHERE \"Number\" = 5", "", "entry 5 is missing"),
        ];
        await using var db = bot.Db();
        foreach (var (change, undo, words) in all)
        {
            Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(change));
            var (_, fault) = await ChatOps.Audit.AuditTrail.Verify(db, CancellationToken.None);
            Assert.Contains(words, fault);
            if (undo.Length > 0) await db.Database.ExecuteSqlRawAsync(undo);
        }

        await bot.Stop();
        var (code, told) = await BotProcess.Verify(world.Settings);
        Assert.Equal(1, code);
        Assert.Contains("broken: entry 5 is missing: entry 6 comes next. 4 entries before it are whole.", told);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Many_at_once_make_one_chain_without_a_gap(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => bot.Type(People.Developer, i % 3 == 0 ? "/release status" : $"/deploy dev run {(i % 3) + 1233}")));
        await Until.Found("all hundred are stored", async () => (await bot.Rows()).Inbox == 100 ? "" : null, bot.Seen);
        await using var db = bot.Db();
        foreach (var run in await db.Runs.Select(r => r.Id).ToListAsync()) await bot.UntilStatus(run, RunStatus.Succeeded);
        var (whole, fault) = await ChatOps.Audit.AuditTrail.Verify(db, CancellationToken.None);
        Assert.Null(fault);
        Assert.Equal((await bot.Audit()).Count, whole);
        Assert.Equal(2, (await bot.Rows()).Runs);
    }
}
