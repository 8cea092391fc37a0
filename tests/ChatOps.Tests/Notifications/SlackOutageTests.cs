using System.Collections.Concurrent;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Notifications;

/// <summary>Slack away, slow, or losing answers: cards and notes are late, never lost, never sent twice; what was decided goes on.</summary>
public class SlackOutageTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_outage_delays_the_card_and_its_thread_and_nothing_else(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        world.Slack.Trouble = c => IsTelling(c) ? new Fault.Down() : null;
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        await Until.True("it was tried a few times", () => world.Slack.Calls.Count(IsTelling) >= 5, bot.Seen);
        Assert.Empty(world.Slack.Messages);

        world.Slack.Trouble = _ => null;
        await bot.UntilCardSays(run, "succeeded");
        await AllIsTold(bot, run);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Slack_answering_with_errors_and_limits_is_obeyed(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Fault?[] faults = [new Fault.Limited(1), new Fault.Refusal("internal_error"), null, new Fault.Status(502), new Fault.Limited(1), null, new Fault.Refusal("fatal_error")];
        var count = 0;
        world.Slack.Trouble = c => IsTelling(c) && Interlocked.Increment(ref count) is var n && n <= faults.Length ? faults[n - 1] : null;
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "succeeded");
        await AllIsTold(bot, run);
        var limited = world.Slack.Calls.First(IsTelling);
        Assert.All(world.Slack.Calls.Where(c => c.Method == limited.Method && c.Number > limited.Number), c => Assert.True(c.At - limited.At > TimeSpan.FromSeconds(0.9)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_post_whose_answer_is_lost_is_not_posted_again(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var cut = new ConcurrentDictionary<string, bool>();
        world.Slack.Trouble = c => c.Method == "chat.postMessage" && cut.TryAdd(c.Key, true) ? new Fault.CutAfter() : null;
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "succeeded");
        await AllIsTold(bot, run);
        Assert.Contains($"run-{run}", cut.Keys);
        Assert.True(cut.Count >= 2, "The note's answer was lost too.");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Edits_come_in_order_and_at_most_one_a_second(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Target("dev").Script = async _ =>
        {
            await Task.Delay(350);
            return null;
        };
        var bot = await world.StartBot();
        var random = new Random(20261121);
        world.Slack.Trouble = c =>
        {
            lock (random) return c.Method == "chat.update" && random.Next(3) == 0 ? new Fault.Slow(TimeSpan.FromMilliseconds(random.Next(700))) : null;
        };
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var card = await bot.UntilCardSays(run, "succeeded");
        var versions = card.Versions;
        Assert.True(versions.Count >= 3, $"Only {versions.Count} versions were shown.");
        var progress = versions.Select(v => v.Content["text"]!.GetValue<string>()).Select(t => t.Split(" passed").Length + (t.Contains(": succeeded.") ? 100 : 0)).ToList();
        Assert.Equal(progress.Order(), progress);
        for (var i = 1; i < versions.Count; i++)
            Assert.True(versions[i].At - versions[i - 1].At >= TimeSpan.FromSeconds(0.99), $"{versions[i].At - versions[i - 1].At} between two edits.\n{bot.Seen()}");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Several_cards_under_random_trouble_all_end_true_and_single(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var random = new Random(1234);
        world.Slack.Trouble = c =>
        {
            lock (random)
            {
                return !IsTelling(c) || c.Method == "chat.postEphemeral" ? null : random.Next(8) switch
                {
                    0 => new Fault.Down(),
                    1 or 2 => new Fault.CutAfter(),
                    3 => new Fault.Status(500),
                    4 => new Fault.Slow(TimeSpan.FromMilliseconds(300)),
                    _ => null,
                };
            }
        };
        var runs = new List<long>();
        foreach (var id in new[] { 1233, 1234, 1235 }) runs.Add(await bot.Begin(People.Developer, $"/deploy dev run {id}"));
        foreach (var run in runs) await bot.UntilStatus(run, RunStatus.Succeeded);
        world.Slack.Trouble = _ => null;
        foreach (var run in runs)
        {
            await bot.UntilCardSays(run, "succeeded");
            await AllIsTold(bot, run);
        }
    }

    private static bool IsTelling(SlackCall call) => call.Method.StartsWith("chat.", StringComparison.Ordinal) || call.Method.StartsWith("conversations.", StringComparison.Ordinal);

    private static async Task AllIsTold(BotHost bot, long run)
    {
        await Until.Found("all is sent", async () =>
        {
            await using var db = bot.Db();
            return db.Outbox.All(n => n.SentAt != null) && db.Cards.All(c => c.Shown >= c.Wanted) ? await Task.FromResult("") : null;
        }, bot.Seen);
        await using var db = bot.Db();
        Assert.Empty(db.Cards.Where(c => c.GivenUpBecause != null));
        Assert.Single(bot.Slack.CardsOf(run));
        var notes = db.Outbox.Where(n => n.Run == run).Select(n => n.Id).ToList().Select(id => $"note-{id}").ToList();
        Assert.NotEmpty(notes);
        Assert.Equal(notes, bot.Slack.ThreadOf(run).Select(m => m.Key));
    }
}
