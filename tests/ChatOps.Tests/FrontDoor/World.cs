using ChatOps.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace ChatOps.Tests.FrontDoor;

/// <summary>All around a bot that outlives it: Slack, the database, the targets, the clock.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly List<BotHost> _bots = [];

    private World(Storage storage, SlackWorkspace slack) => (Slack, Settings) = (slack, new(storage, slack.Address));

    public SlackWorkspace Slack { get; }

    public BotSettings Settings { get; }

    /// <summary>Null: the real ones.</summary>
    public ScriptedTargets? Targets { get; set; } = new();

    public ScriptedTarget Target(string environment) => Targets![environment];

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public Action<WebApplicationBuilder> Configure { get; set; } = _ => { };

    public bool WaitUntilReady { get; set; } = true;

    /// <summary>The test makes trouble that the bot rightly logs as an error.</summary>
    public bool ExpectsErrors { get; set; }

    public static async Task<World> Of(Storage storage) => new(storage, await SlackWorkspace.Start());

    public async Task<BotHost> StartBot()
    {
        var bot = await BotHost.Start(this);
        _bots.Add(bot);
        return bot;
    }

    /// <summary>The database as it is, whether a bot runs or not.</summary>
    public ChatOpsDb Db() => new Database(
        Options.Create(new DatabaseOptions
        {
            Provider = Settings.Storage == Storage.Sqlite ? DatabaseProvider.Sqlite : DatabaseProvider.PostgreSql,
            ConnectionString = Settings.ConnectionString ?? new DatabaseOptions().ConnectionString,
        }),
        new DataFolder(Settings.Folder)).Read();

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var bot in _bots) await bot.DisposeAsync();
            await Slack.DisposeAsync();
        }
        finally
        {
            // Also after a failure nothing is left behind.
            foreach (var bot in _bots) await bot.Stop();
            await Settings.Remove();
        }
    }
}
