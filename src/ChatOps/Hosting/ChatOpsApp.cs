using System.Security.Cryptography;
using ChatOps.CiSources.GitHub.Webhooks;
using ChatOps.LocalWorkspace;
using ChatOps.Persistence;
using ChatOps.Pipelines.Stages;
using ChatOps.Slack;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace ChatOps.Hosting;

/// <summary>The bot as one process: web, Slack and worker.</summary>
public static class ChatOpsApp
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <param name="configure">Comes last, so that it can replace what the bot is made of.</param>
    /// <exception cref="StartRefusedException">The settings have faults; the message lists them all.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = Settings.Builder(args);
        var isDevelopment = builder.Environment.IsDevelopment();
        var faults = SettingsCheck.Faults(builder.Configuration, isDevelopment);
        if (faults.Count > 0) throw new StartRefusedException($"The settings have {faults.Count} fault{(faults.Count == 1 ? "" : "s")}:\n{string.Join('\n', faults.Select(f => $"  - {f}"))}");

        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // A start that fails is told in words by whoever started; the host itself would add a stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddChatOps(builder.Configuration);

        // Never with a Slack token, never outside Development: the local workspace lets anybody be anybody.
        var isLocal = isDevelopment && string.IsNullOrEmpty(builder.Configuration["Slack:BotToken"]);
        if (isLocal) StandInForSlack(builder);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapSlack();
        app.MapHealth();
        app.MapStageCallbacks();
        app.MapGitHubWebhooks();
        if (isLocal) app.MapLocalWorkspace();
        if (isLocal) app.Lifetime.ApplicationStarted.Register(() => PointAt(app));
        return app;
    }

    /// <summary>Starts it; a start that fails is ended in order, so that what began already is not taken for a crash.</summary>
    public static async Task Start(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }
    }

    /// <summary>Where the server listens; known once it has started.</summary>
    public static Uri Address(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(address.Replace("0.0.0.0", "127.0.0.1").Replace("[::]", "127.0.0.1").Replace("*", "127.0.0.1").Replace("+", "127.0.0.1"));
    }

    public static bool HasLocalWorkspace(this WebApplication app) => app.Services.GetService<LocalWorkspaceOptions>() is not null;

    private static void StandInForSlack(WebApplicationBuilder builder)
    {
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var token = $"xoxb-local-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        var folder = DataFolder.Of(builder.Configuration).File("local-workspace");
        builder.Services.AddLocalWorkspace(new() { DataFolder = folder, SigningSecret = secret, BotToken = token });
        builder.Services.PostConfigure<SlackOptions>(slack =>
        {
            slack.BotToken = token;
            slack.SigningSecret = secret;
            slack.AppToken = "";
        });
    }

    private static void PointAt(WebApplication app) =>
        app.Services.GetRequiredService<IOptions<SlackOptions>>().Value.ApiUrl = new Uri(app.Address(), "/api/").ToString();
}
