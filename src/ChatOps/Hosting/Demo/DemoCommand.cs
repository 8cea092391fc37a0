using ChatOps.Persistence;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;

namespace ChatOps.Hosting.Demo;

/// <summary>Plays the whole story without hands: the real bot, the local workspace, real processes. Exits with 0 only if all of it came true.</summary>
internal static class DemoCommand
{
    public static async Task<int> Run(string[] args)
    {
        var played = Local(args);
        await StartAfresh(Data(played));
        return await Play(played, (app, theatre) => new Story(app, theatre));
    }

    /// <summary>The same with GitHub as the project's CI: its stand-in runs beside the bot and is reached over the wire alone, so no account is needed.</summary>
    public static async Task<int> RunOnGitHub(string[] args)
    {
        var played = Local(args);
        var data = Data(played);
        await StartAfresh(data);
        await using var shop = await ShopOnGitHub.Begin(data);
        return await Play([.. played, .. shop.Settings()], (app, theatre) =>
        {
            shop.Tells(app.Address());
            return new GitHubStory(app, theatre, shop);
        });
    }

    // Whatever is configured outside, the story plays in the local workspace and on SQLite.
    private static string[] Local(string[] args) =>
        [.. args, "--environment", "Development", "--Slack:BotToken=", "--Database:Provider=Sqlite", "--Database:ConnectionString=Data Source=chatops.db"];

    private static DataFolder Data(string[] args) => DataFolder.Of(Settings.Builder(args).Configuration);

    private static async Task<int> Play(string[] args, Func<WebApplication, Theatre, Scenes> story)
    {
        await using var app = ChatOpsApp.Build(args);
        await app.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            Console.WriteLine($"The bot runs at {app.Address()} ; you can watch there what happens.\n");
            using var theatre = new Theatre(app.Address());
            await story(app, theatre).Play(limit.Token);
            Console.WriteLine("\nAll of it is true. Staging and production go on serving; \"dotnet run --project src/ChatOps -- stop\" ends them.");
            return 0;
        }
        catch (StoryException untrue)
        {
            await Console.Error.WriteLineAsync($"\nNOT TRUE: {untrue.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("\nNOT TRUE: the story did not end within ten minutes.");
            return 1;
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    // Earlier data is moved aside, not deleted: it may be somebody's.
    private static async Task StartAfresh(DataFolder data)
    {
        if (!Directory.Exists(data.Root)) return;
        using (DataFolderLock.Take(data))
        {
            await LocalProcessTarget.StopAll(data.File(TargetCatalog.Folder), TimeProvider.System, CancellationToken.None);
        }

        var aside = $"{data.Root}-before-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        Directory.Move(data.Root, aside);
        Console.WriteLine($"What was there before is now in {Path.GetFileName(aside)}.");
    }
}
