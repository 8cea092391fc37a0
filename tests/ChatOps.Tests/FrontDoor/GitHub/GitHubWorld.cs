using ChatOps.CiSources.GitHub;
using LocalGitHub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatOps.Tests.FrontDoor.GitHub;

/// <summary>A world whose shop is built by GitHub.</summary>
internal sealed class GitHubWorld : IAsyncDisposable
{
    public const string Repository = "octo/shop";

    private GitHubWorld(World world, WorldClock clock, GitHubDouble gitHub)
    {
        (World, Clock, GitHub, Shop) = (world, clock, gitHub, gitHub.Repository(Repository));
        BuildsOn(world.Settings, gitHub);
    }

    public static void BuildsOn(BotSettings settings, GitHubDouble gitHub) =>
        settings.Without("Projects:shop:Ci").Set("Projects:shop:Ci:Kind", "GitHub").Set("Projects:shop:Ci:Repository", Repository).Set("Projects:shop:Ci:Workflow", "ci.yml")
            .Set("Projects:shop:Artifact", "shop").Set("GitHub:ApiUrl", gitHub.Address).Set("GitHub:Token", Rights.Token);

    public World World { get; }

    public WorldClock Clock { get; }

    public GitHubDouble GitHub { get; }

    public RepositoryState Shop { get; }

    public static async Task<GitHubWorld> Of(Storage storage)
    {
        var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T12:00Z");
        return new(world, clock, await GitHubDouble.Start(time: world.Time, contract: Contract.Violations));
    }

    /// <summary>The bot is an App, and has no token.</summary>
    public void AsApp()
    {
        var key = Path.Combine(World.Settings.Folder, "app.pem");
        File.WriteAllText(key, GitHub.Rights.PrivateKey);
        World.Settings.Without("GitHub:Token").Set("GitHub:AppId", Rights.AppId).Set("GitHub:PrivateKeyPath", key);
    }

    /// <summary>A run that made the shop's artifact, of these bytes.</summary>
    public RunState Run(long id, byte[] bytes, string? commit = null)
    {
        var run = Shop.Run(id, commit);
        Shop.Artifact(id, "shop", bytes);
        return run;
    }

    /// <summary>Until the bot has asked what it may do; it does so once after its start.</summary>
    public static Task UntilChecked(BotHost bot) => bot.Services.GetServices<IHostedService>().OfType<GitHubCheck>().Single().ExecuteTask!;

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await GitHub.DisposeAsync();
    }
}
