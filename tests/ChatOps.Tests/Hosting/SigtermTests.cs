using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Hosting;

/// <summary>What a service manager does: SIGTERM in the middle of a deployment, and a start.</summary>
public class SigtermTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_ends_in_order_and_the_next_start_finishes_what_was_under_way(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Targets = null;
        var port = BotProcess.FreePort();
        world.Settings.Environment("dev", approvals: 0, port);
        var url = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}/");
        using var hands = new Hands(url, world.Slack, TimeProvider.System);
        try
        {
            long run;
            await using (var bot = await BotProcess.StartBot(world.Settings, url))
            {
                run = await hands.Begin(People.Developer, "/deploy dev run 1234");
                await Until.True("it is being deployed", () => Directory.Exists(Path.Combine(world.Settings.Folder, TargetCatalog.Folder, "shop", "dev")), world.Slack.Seen);
                Assert.Equal(0, await bot.Terminate());
                Assert.Contains("The bot has stopped.", bot.Output);
                Assert.DoesNotContain("   at ", bot.Output);
            }

            await using var next = await BotProcess.StartBot(world.Settings, url);
            await Until.True("the card says that it succeeded", () => world.Slack.Card(run)?.Text.Contains("to dev: succeeded", StringComparison.Ordinal) == true, () => $"{world.Slack.Seen()}\n{next.Output}");
            using var http = new HttpClient();
            Assert.Contains("\"run\":1234", await http.GetStringAsync($"http://127.0.0.1:{port}/version"));
            Assert.Equal(0, await next.Terminate());
            Assert.Contains("\"run\":1234", await http.GetStringAsync($"http://127.0.0.1:{port}/version"));
        }
        finally
        {
            await LocalProcessTarget.StopAll(Path.Combine(world.Settings.Folder, TargetCatalog.Folder), TimeProvider.System, CancellationToken.None);
        }
    }
}
