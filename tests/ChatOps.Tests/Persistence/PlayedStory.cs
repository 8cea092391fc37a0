using ChatOps.Hosting;
using ChatOps.Hosting.Demo;
using ChatOps.Persistence;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Hosting;

namespace ChatOps.Tests.Persistence;

/// <summary>The bot plays a story on a real SQLite file, and every query that it asked in it is kept with its plan.</summary>
public sealed class PlayedStory : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public IReadOnlyList<(string Query, string Plan)> Plans { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var seen = new SeenQueries(_folder.File("chatops.db"));
        await using var app = ChatOpsApp.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--DataFolder", _folder.Path, "--Slack:BotToken=",
            $"--Projects:shop:Environments:staging:Target:Port={BotProcess.FreePort()}", $"--Projects:shop:Environments:production:Target:Port={BotProcess.FreePort()}",
        ]);
        await app.StartAsync();
        using var theatre = new Theatre(app.Address());
        await Play(theatre, CancellationToken.None);
        await app.StopAsync();
        Plans = await seen.Explain();
    }

    public Task DisposeAsync() => LocalProcessTarget.StopAll(new DataFolder(_folder.Path).File(TargetCatalog.Folder), TimeProvider.System, CancellationToken.None);

    public void Dispose() => _folder.Dispose();

    private static async Task Play(Theatre theatre, CancellationToken ct)
    {
        await theatre.UntilReady(ct);
        await Approved(1, "staging run 1233");
        await Approved(2, "staging last");
        await theatre.Press(Theatre.Approver, 2, "rollback", ct);
        await theatre.UntilCardSays(3, ct, "succeeded");
        await theatre.Type(Theatre.Approver, "/rollback", "staging to run 1234", ct);
        await theatre.UntilCardSays(4, ct, "succeeded");
        await theatre.Type(Theatre.Developer, "/deploy", "production run 1236", ct);
        await theatre.UntilCardSays(5, ct, "refused");
        await theatre.Press(Theatre.Developer, 5, "retry", ct);
        await theatre.UntilCardSays(6, ct, "refused");
        foreach (var question in new[] { "status", "history", "history staging", "why production run 1234", "why staging run 1237" })
            await theatre.Type(Theatre.Developer, "/release", question, ct);

        async Task Approved(long run, string what)
        {
            await theatre.Type(Theatre.Developer, "/deploy", what, ct);
            await theatre.UntilCardSays(run, ct, "waiting for approval");
            await theatre.Press(Theatre.Approver, run, "approve", ct);
            await theatre.UntilCardSays(run, ct, "succeeded");
        }
    }
}
