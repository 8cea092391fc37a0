using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Artifacts;

/// <summary>Cleaning by itself: every night once, whatever happens to the bot or the disk.</summary>
public class NightlyCleanupTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Each_night_it_is_done_once_also_one_that_was_missed(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        world.Settings.Set("Artifacts:KeepFor", "12:00:00").Set("Artifacts:CleanupAt", "03:00");
        var clock = await WorldClock.In(world, "2026-12-01T10:00Z");
        var bot = await world.StartBot();
        var bots = new List<BotHost> { bot };
        if (storage == Storage.PostgreSql) bots.Add(await world.StartBot());
        await CleanedStore.DeployThree(bot);
        Assert.Contains("Nothing of shop may go", await bot.Type(People.Approver, "/release cleanup"));

        await clock.Set("2026-12-02T03:00:01Z");
        await UntilEnded(bot, 1);
        Assert.False(store.Has(1240));
        Assert.True(store.Has(1241, 1242));
        var entry = Assert.Single(await bot.Audit(), a => a.What == "artifacts.cleaned");
        Assert.StartsWith("1 release, ", entry.Why);
        Assert.Null(entry.WhoId);

        // Nothing to free, nothing to tell; and what was missed is made up for once.
        foreach (var each in bots.Skip(1)) await each.Stop();
        bot = await clock.StopUntil(bot, "2026-12-05T12:00Z");
        var ended = await UntilEnded(bot, 2);
        Assert.Equal(0, ended[1].Releases);
        await bot.Deploy("dev", 1243);
        Assert.Contains("last cleaned up on 2026-12-05 12:0", await bot.Type(People.Developer, "/release status"));
        Assert.Equal(2, (await CleanedStore.Ended(bot)).Count);
        Assert.Single(await CleanedStore.Cleaned(bot));
        Assert.Empty(world.Slack.Posted(SlackWorkspace.Releases));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_disk_that_lets_nothing_go_is_told_once_and_tried_again(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        world.Settings.Set("Artifacts:CleanupAt", "03:00").Set("Projects:shop:Channels:0", SlackWorkspace.Releases);
        var clock = await WorldClock.In(world, "2026-12-01T10:00Z");
        var bot = await world.StartBot();
        await CleanedStore.DeployThree(bot);
        // Nothing can be set aside in it, whoever the bot's user is.
        await File.WriteAllTextAsync(store.Aside, "in the way");

        await clock.Set("2026-12-02T03:00:01Z");
        var told = await Until.Found("the channel is told", () => world.Slack.Posted(SlackWorkspace.Releases) is [var first, ..] ? first : null, bot.Seen);
        Assert.Contains("Cleaning up the artifact store stopped", told.Text);
        Assert.Contains("0 releases, 0 B freed so far.", told.Text);
        Assert.Contains("Artifacts:Root", told.Text);
        Assert.DoesNotContain(store.Root, told.Everything);
        Assert.True(store.Has(1240, 1241, 1242));
        Assert.Null(await CleanedStore.CleanedAt(bot, 1240));
        Assert.Contains("Cleaning up stopped: The artifact store can't be used", await bot.Type(People.Developer, "/release status"));

        var tries = Tries(bot);
        await clock.Move(TimeSpan.FromMinutes(11));
        await Until.True("it is tried again", () => Tries(bot) > tries, bot.Seen);
        File.Delete(store.Aside);
        await clock.Move(TimeSpan.FromMinutes(11));
        await UntilEnded(bot, 1);
        Assert.False(store.Has(1240));
        Assert.Single(await CleanedStore.Cleaned(bot));
        Assert.Single(world.Slack.Posted(SlackWorkspace.Releases));
        Assert.DoesNotContain("stopped", await bot.Type(People.Developer, "/release status"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_a_killed_bot_left_half_done_is_put_right(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        var bot = await world.StartBot();
        await CleanedStore.DeployThree(bot);
        await CleanedStore.CleanUp(bot);
        await bot.Stop();

        // Set aside, and it never came to be recorded; recorded, and it never came to be deleted; deleted, and nobody knows.
        File.Move(store.File(1242), Path.Combine(store.Aside, $"{store.Ci.DigestOf(1242)}.abc.def"));
        await File.WriteAllTextAsync(Path.Combine(store.Aside, $"{store.Ci.DigestOf(1240)}.ghi.jkl"), "cleaned");
        File.Delete(store.File(1241));
        bot = await world.StartBot();
        await Until.True("it is put right", () => store.Has(1242) && !Directory.EnumerateFiles(store.Aside).Any(), bot.Seen);
        Assert.False(store.Has(1240));

        Assert.Contains("dev: run 1242", await bot.Type(People.Developer, "/release status"));
        var back = await bot.Begin(People.Developer, "/rollback dev");
        await bot.UntilCardSays(back, "missing or damaged in the store");
        // Dev runs 1243 now: what nobody knows to be gone is written down, and had again like any other.
        await bot.Deploy("dev", 1243);
        await CleanedStore.CleanUp(bot);
        Assert.NotNull(await CleanedStore.CleanedAt(bot, 1241));
        Assert.EndsWith("their bytes were gone already", (await CleanedStore.Cleaned(bot))[^1]);
        await bot.Deploy("dev", 1241);
        Assert.True(store.Has(1241));
    }

    private static int Tries(BotHost bot) => bot.Log.Lines.Count(l => l.Text.Contains("Cleaning up stopped", StringComparison.Ordinal));

    private static Task<List<ChatOps.Artifacts.Cleaning>> UntilEnded(BotHost bot, int count) => Until.Found($"{count} cleanings have ended", async () =>
        await CleanedStore.Ended(bot) is var ended && ended.Count >= count ? ended : null, bot.Seen);
}
