using ChatOps.Audit;
using ChatOps.Domain.Pipelines;
using ChatOps.Hosting;
using ChatOps.Persistence;
using ChatOps.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.FrontDoor;

/// <summary>The whole bot on a real port, as it is built for production; only the target is in memory.</summary>
internal sealed class BotHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly World _world;
    private bool _isStopped;

    private BotHost(WebApplication app, World world, MemoryLog log) => (_app, _world, Log) = (app, world, log);

    public MemoryLog Log { get; }

    public Hands Hands { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public SlackWorkspace Slack => _world.Slack;

    public static async Task<BotHost> Start(World world)
    {
        await Prepared.Database(world.Settings);
        var log = new MemoryLog();
        var app = ChatOpsApp.Build(world.Settings.Arguments(), builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
            builder.Services.AddSingleton(world.Time);
            if (world.Targets is { } targets)
                builder.Services.AddSingleton<TargetCatalog>(s => ActivatorUtilities.CreateInstance<ScriptedTargets.Catalog>(s, targets));
            world.Configure(builder);
        });
        var host = new BotHost(app, world, log);
        await app.StartAsync();
        host.Hands = new(app.Address(), world.Slack, world.Time);
        if (world.WaitUntilReady) await host.UntilReady();
        return host;
    }

    public Task UntilReady() => Until.Found("the bot is ready", async () => (await Hands.Http.GetAsync("health/ready")).IsSuccessStatusCode ? "" : null, Seen);

    /// <returns>What the person who typed is told; on a slow machine a little later, and then as a whisper.</returns>
    public async Task<string> Type(Member who, string line, string channel = SlackWorkspace.Releases)
    {
        var before = Slack.Whispers.Count;
        var reply = await Hands.Type(who, line, channel);
        return Hands.IsLate(reply) ? (await Until.Found($"{who.Name} is told how \"{line}\" ends", () => Slack.Whispers.Skip(before).FirstOrDefault(w => w.User == who.Id && w.Channel == channel), Seen)).Text : reply;
    }

    /// <summary>Types a command that must start a run.</summary>
    public Task<long> Begin(Member who, string line, string channel = SlackWorkspace.Releases) => Hands.Begin(who, line, channel, Seen);

    /// <summary>Deploys with all approvals that are needed, up to the end.</summary>
    public async Task<long> Deploy(string environment, long ciRun, params Member[] approvers)
    {
        var run = await Begin(People.Developer, $"/deploy {environment} run {ciRun}");
        foreach (var approver in approvers)
        {
            var before = (await Load(run)).YesCount;
            await Press(approver, run, "approve");
            await Until.Found($"the vote of {approver.Name} on #{run} counts", async () => (await Load(run)) is var r && (r.YesCount > before || r.Status.IsFinal()) ? r : null, Seen);
        }

        await UntilStatus(run, RunStatus.Succeeded);
        return run;
    }

    /// <summary>Presses a button as soon as the card shows it.</summary>
    public async Task Press(Member who, long run, string button)
    {
        var card = await UntilCard(run, $"has the button {button}", c => c.Button(button) is not null);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await Hands.Press(who, card, button)).Status);
    }

    public Task<Message> UntilCard(long run, string what, Func<Message, bool> condition) =>
        Until.Found($"the card of #{run} {what}", () => Slack.Card(run) is { } card && condition(card) ? card : null, Seen);

    public Task<Message> UntilCardSays(long run, params string[] words) =>
        UntilCard(run, $"says \"{string.Join("\", \"", words)}\"", c => words.All(w => c.Text.Contains(w, StringComparison.OrdinalIgnoreCase)));

    public Task<PipelineRun> UntilStatus(long run, RunStatus status) => Until.Found($"#{run} is {status}", async () =>
    {
        var found = await Load(run);
        if (found.Status.IsFinal() && found.Status != status) Assert.Fail($"#{run} ended {found.Status}: {found.Notice}\n{Seen()}");
        return found.Status == status ? found : null;
    }, Seen);

    public Task<Whisper> UntilWhispered(Member who, string words) => Until.Found($"{who.Name} is told \"{words}\"",
        () => Slack.Whispers.FirstOrDefault(w => w.User == who.Id && w.Text.Contains(words, StringComparison.OrdinalIgnoreCase)), Seen);

    public ChatOpsDb Db() => Services.GetRequiredService<Database>().Read();

    public async Task<PipelineRun> Load(long run)
    {
        await using var db = Db();
        return await db.Runs.Include(r => r.Votes).Include(r => r.Release).SingleAsync(r => r.Id == run);
    }

    public async Task<List<AuditRow>> Audit(long? run = null)
    {
        await using var db = Db();
        return await db.Audit.Where(a => run == null || a.Run == run).OrderBy(a => a.Number).ToListAsync();
    }

    /// <summary>How much there is of everything: for "and nothing was done".</summary>
    public async Task<(int Runs, int Audit, int Inbox, int Outbox, int Votes)> Rows()
    {
        await using var db = Db();
        return (await db.Runs.CountAsync(), await db.Audit.CountAsync(), await db.Inbox.CountAsync(), await db.Outbox.CountAsync(),
            await db.Set<Domain.Approvals.Vote>().CountAsync());
    }

    public string Seen() => $"{Slack.Seen()}\nLog:\n{string.Join('\n', Log.Lines.TakeLast(40).Select(l => l.Text))}";

    public async Task Stop()
    {
        if (_isStopped) return;
        _isStopped = true;
        Hands.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (!_world.ExpectsErrors) Assert.True(!Log.Errors.Any(), $"The bot logged errors:\n{string.Join('\n', Log.Errors)}");
    }
}
