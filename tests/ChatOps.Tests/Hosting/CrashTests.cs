using System.Globalization;
using ChatOps.Domain.Pipelines;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Hosting;

/// <summary>kill -9 at any moment of real deployments by a real process: afterwards every run ends, every card tells the truth, and what is audited is what serves.</summary>
public abstract class CrashTests
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    protected static async Task Killed(Storage storage, int seed, int kills, int longestLife)
    {
        await using var world = await World.Of(storage);
        world.Targets = null;
        world.Settings.Environment("dev", approvals: 0, port: BotProcess.FreePort()).Environment("staging", approvals: 1, port: BotProcess.FreePort());
        world.Slack.Trouble = c => c.Method == "chat.postMessage" ? new Fault.Slow(TimeSpan.FromMilliseconds(150)) : null;
        var url = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}/");
        using var hands = new Hands(url, world.Slack, TimeProvider.System);
        var random = new Random(seed);
        var runs = new List<long>();
        var bot = await BotProcess.StartBot(world.Settings, url);
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await Work(world, hands, runs, kill);
                await Task.Delay(random.Next(longestLife));
                await bot.Kill();
                await bot.DisposeAsync();
                bot = await BotProcess.StartBot(world.Settings, url);
            }

            await Work(world, hands, runs, kills);
            await EveryRunEnds(world, hands, runs, bot);
            await WhatIsAuditedServes(world, runs);
            Assert.Equal(0, await bot.Terminate());
            Assert.Contains("The bot has stopped.", bot.Output);
            var (code, words) = await BotProcess.Verify(world.Settings);
            Assert.True(code == 0, words);
        }
        finally
        {
            await bot.DisposeAsync();
            await LocalProcessTarget.StopAll(Path.Combine(world.Settings.Folder, TargetCatalog.Folder), TimeProvider.System, CancellationToken.None);
        }
    }

    // Something is always under way: in one environment a deployment of its own accord, in the other one that people are asked about.
    private static async Task Work(World world, Hands hands, List<long> runs, int round)
    {
        foreach (var line in new[] { $"/deploy dev run {1233 + (round % 2)}", $"/deploy staging run {1233 + (round % 2)}" })
        {
            var answer = await hands.Type(People.Developer, line);
            if (Hands.NumberIn(answer) is var run and > 0) runs.Add(run);
        }

        await ApproveWhatAsks(world, hands, runs);
    }

    private static async Task ApproveWhatAsks(World world, Hands hands, List<long> runs)
    {
        foreach (var run in runs)
        {
            if (world.Slack.Card(run) is { } card && card.Button("approve") is not null) await hands.Press(People.Approver, card, "approve");
        }
    }

    private static async Task EveryRunEnds(World world, Hands hands, List<long> runs, BotProcess bot)
    {
        await Until.Found("every run has ended and its card says so", async () =>
        {
            await ApproveWhatAsks(world, hands, runs);
            await using var db = world.Db();
            var all = await db.Runs.ToListAsync();
            Assert.Subset(all.Select(r => r.Id).ToHashSet(), runs.ToHashSet());

            // On a slow machine an answer may have been only that it takes longer.
            runs.AddRange(all.Select(r => r.Id).Except(runs).ToList());
            return all.All(r => r.Status.IsFinal() && world.Slack.Card(r.Id) is { } card && card.Text.Contains($": {Word(r.Status)}.", StringComparison.Ordinal)) ? "" : null;
        }, () => $"{world.Slack.Seen()}\n{bot.Output}", Recovery);
    }

    private static async Task WhatIsAuditedServes(World world, List<long> runs)
    {
        await using var db = world.Db();
        var audit = await db.Audit.ToListAsync();
        foreach (var run in await db.Runs.Include(r => r.Votes).ToListAsync())
        {
            Assert.True(run.Status == RunStatus.Succeeded || (run.Status == RunStatus.Refused && run.Notice.Contains("already runs")), $"#{run.Id} ended {run.Status}: {run.Notice}");
            Assert.Single(audit, a => a.Run == run.Id && a.What is "run.succeeded" or "run.refused" && a.Run == run.Id);
            Assert.True(audit.Count(a => a.Run == run.Id && a.What == "deployment.begun") <= 1);
            Assert.Equal(run.Votes.Count, audit.Count(a => a.Run == run.Id && a.What == "vote.counted"));
            Assert.Equal(run.Environment == "staging" && run.Status == RunStatus.Succeeded ? 1 : run.Votes.Count, run.Votes.Count);
            var sent = await db.Outbox.Where(n => n.Run == run.Id && n.SentAt != null).Select(n => n.Id).ToListAsync();
            Assert.Equal(sent.Count, world.Slack.ThreadOf(run.Id).Count(m => sent.Contains(long.Parse(m.Key["note-".Length..], CultureInfo.InvariantCulture))));
        }

        Assert.Equal(runs.Distinct().Count(), runs.Count);
        using var http = new HttpClient();
        foreach (var environment in await db.Environments.Where(e => e.Current != null).ToListAsync())
        {
            var served = await http.GetFromJsonAsync<Version>($"http://127.0.0.1:{world.Settings[$"Projects:shop:Environments:{environment.Name}:Target:Port"]}/version");
            var last = audit.Where(a => a.What == "run.succeeded").Join(await db.Runs.ToListAsync(), a => a.Run, r => r.Id, (a, r) => (a, r)).Last(x => x.r.Environment == environment.Name);
            Assert.Equal((last.r.CiRun, last.a.Digest!.Value.Hex), (served!.Run, served.Digest));
        }
    }

    private static string Word(RunStatus status) => status switch
    {
        RunStatus.RolledBack => "rolled back",
        RunStatus.OutcomeUnknown => "outcome unknown",
        _ => status.ToString().ToLowerInvariant(),
    };

    private sealed record Version(long? Run, string Digest);
}

public class SqliteCrashTests : CrashTests
{
    [Fact]
    public Task Killed_again_and_again_it_picks_everything_up() => Killed(Storage.Sqlite, seed: 20261121, kills: 6, longestLife: 2000);
}

/// <summary>Here a lease of the dead runs out by itself: half a minute, in which another node could have been at work.</summary>
public class PostgreSqlCrashTests : CrashTests
{
    [PostgreSqlFact]
    public Task Killed_again_and_again_it_picks_everything_up() => Killed(Storage.PostgreSql, seed: 1121, kills: 5, longestLife: 2000);
}
