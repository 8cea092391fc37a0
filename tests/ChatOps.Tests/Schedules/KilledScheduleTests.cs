using System.Globalization;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Schedules;

/// <summary>kill -9 around the moments of many schedules: each is done once, none is missed.</summary>
public class KilledScheduleTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nothing_is_missed_and_nothing_is_sent_twice(Storage storage)
    {
        const int schedules = 14;
        await using var world = await World.Of(storage);
        world.Slack.Trouble = c => c.Method == "chat.postMessage" ? new Fault.Slow(TimeSpan.FromMilliseconds(120)) : null;
        var url = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}/");
        using var hands = new Hands(url, world.Slack, TimeProvider.System);
        var random = new Random(20261121);
        var bot = await BotProcess.StartBot(world.Settings, url);
        try
        {
            // One a second, from the moment that all of them are there. On a busy machine an answer may come late: whether each was taken is seen at the end.
            var first = TimeProvider.System.GetUtcNow().AddSeconds(20);
            for (var i = 0; i < schedules; i++)
            {
                var rule = string.Create(CultureInfo.InvariantCulture, $"DTSTART:{first.AddSeconds(i):yyyyMMdd'T'HHmmss'Z'} RRULE:FREQ=DAILY");
                await hands.Type(People.Developer, $"/release notify here {rule} \"number {i:00}\"");
            }

            await hands.Type(People.Developer, string.Create(CultureInfo.InvariantCulture, $"/deploy production last on DTSTART:{first.AddSeconds(4):yyyyMMdd'T'HHmmss'Z'} RRULE:FREQ=DAILY"));
            while (TimeProvider.System.GetUtcNow() < first.AddSeconds(schedules))
            {
                await Task.Delay(random.Next(1500));
                await bot.Kill();
                await bot.DisposeAsync();
                bot = await BotProcess.StartBot(world.Settings, url);
            }

            await Until.True("all were told", () => Enumerable.Range(0, schedules).All(i => Told(world, i) >= 1), () => $"{world.Slack.Seen()}\n{bot.Output}", TimeSpan.FromSeconds(60));
            await Until.True("the run has a card", () => world.Slack.CardsOf(1).Count == 1, () => bot.Output);
            Assert.All(Enumerable.Range(0, schedules), i => Assert.True(Told(world, i) == 1, $"Number {i} was told {Told(world, i)} times.\n{world.Slack.Seen()}\n{bot.Output}"));
            Assert.Empty(world.Slack.CardsOf(2));
            Assert.Equal(0, await bot.Terminate());
            var (code, words) = await BotProcess.Verify(world.Settings);
            Assert.True(code == 0, words);
        }
        finally
        {
            await bot.DisposeAsync();
        }
    }

    private static int Told(World world, int number) => world.Slack.Posted(SlackWorkspace.Releases).Count(m => m.Text.Contains($"number {number:00}", StringComparison.Ordinal));
}
