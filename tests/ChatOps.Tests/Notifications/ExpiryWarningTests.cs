using ChatOps.Tests.Artifacts;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Notifications;

/// <summary>CI deletes its artifacts one day: the card shows when, and people are warned only where there is no copy of ours.</summary>
public class ExpiryWarningTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_shown_and_warned_of_where_no_copy_is_there(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        foreach (var run in (long[])[1240, 1241]) store.Ci.Change(run, json => json["artifacts"]![0]!["expiresAt"] = "2026-12-08T00:00:00Z");
        var clock = await WorldClock.In(world, "2026-12-01T10:00Z");
        var bot = await world.StartBot();
        Assert.Contains("CI keeps the artifacts of run 1240 until 2026-12-08 00:00 UTC, 6.5 days from now, and there is no copy of them here.", await bot.Type(People.Developer, "/release why staging run 1240"));

        var lost = await bot.Begin(People.Developer, "/deploy staging run 1240");
        var fine = await bot.Begin(People.Developer, "/deploy staging run 1241 in 200h");
        Assert.Contains("CI keeps its artifacts until 2026-12-08; our copy stays", (await bot.UntilCard(lost, "asks", c => c.Button("approve") is not null)).Everything);
        Assert.DoesNotContain("until 2026-12-08", await bot.Type(People.Developer, "/release why staging run 1240"));
        await bot.UntilCard(fine, "asks", c => c.Button("approve") is not null);
        File.Delete(store.File(1240));
        Assert.Contains("there is no copy of them here", await bot.Type(People.Developer, "/release why staging run 1240"));
        Assert.Empty(world.Slack.ThreadOf(lost));

        await clock.Set("2026-12-06T00:00:01Z");
        var told = await Until.Found("its thread is warned", () => world.Slack.ThreadOf(lost).FirstOrDefault(m => m.Text.Contains("about to be gone")), bot.Seen);
        Assert.Contains("until 2026-12-08 00:00 UTC, 47.9 hours from now", told.Text);
        Assert.Contains(People.Developer.Id, told.Everything);
        Assert.DoesNotContain(world.Slack.ThreadOf(fine), m => m.Text.Contains("about to be gone"));
    }
}
