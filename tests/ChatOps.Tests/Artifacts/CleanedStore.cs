using ChatOps.Artifacts;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Artifacts;

/// <summary>A bot's artifact store that keeps as little as it may, and the runs 1240 to 1243 of a CI, each with bytes of its own.</summary>
internal sealed class CleanedStore
{
    public CleanedStore(World world)
    {
        Root = Path.Combine(world.Settings.Folder, "artifacts");
        world.Settings.Set("Artifacts:KeepReleases", "1").Set("Artifacts:KeepPromoted", "0").Set("Artifacts:KeepFor", "00:00:00").Set("Artifacts:CleanupAt", "");
        Ci = new(world.Settings);
        for (var run = 1240; run <= 1243; run++) Ci.Add(run, like: 1234);
    }

    public string Root { get; }

    public ShopCi Ci { get; }

    public string Aside => Path.Combine(Root, "aside");

    public string File(long run) => Path.Combine(Root, "sha256", Ci.DigestOf(run)[..2], Ci.DigestOf(run)[2..]);

    public bool Has(params IEnumerable<long> runs) => runs.All(r => System.IO.File.Exists(File(r)));

    /// <summary>Three releases one after the other in dev: the last runs there, the second is its way back, and the first may go.</summary>
    public static async Task DeployThree(BotHost bot)
    {
        foreach (var run in (long[])[1240, 1241, 1242]) await bot.Deploy("dev", run);
    }

    /// <summary>Has it cleaned, and waits for the end.</summary>
    public static async Task CleanUp(BotHost bot, string what = "all")
    {
        var before = bot.Slack.Whispers.Count;
        Assert.Contains("go now. You are told when it is done.", await bot.Type(People.Approver, $"/release cleanup {what} now"));
        await Until.True("its end is told", () => bot.Slack.Whispers.Skip(before).Any(w => w.User == People.Approver.Id && w.Text.Contains("Cleaned up: ")), bot.Seen);
    }

    public static async Task<List<string>> Cleaned(BotHost bot) => [.. (await bot.Audit()).Where(a => a.What == "artifacts.cleaned").Select(a => a.Why)];

    public static async Task<DateTimeOffset?> CleanedAt(BotHost bot, long run)
    {
        await using var db = bot.Db();
        return await db.Releases.Where(r => r.CiRun == run).Select(r => r.CleanedAt).SingleAsync();
    }

    public static async Task<List<Cleaning>> Ended(BotHost bot)
    {
        await using var db = bot.Db();
        return await db.Cleanings.Where(c => c.EndedAt != null).OrderBy(c => c.Id).ToListAsync();
    }
}
