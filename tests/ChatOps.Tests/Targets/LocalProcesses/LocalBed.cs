using System.Diagnostics;
using ChatOps.Domain.Strategies;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;
using ChatOps.Targets.LocalProcesses.Agents;
using ChatOps.Targets.Processes;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Targets.LocalProcesses;

/// <summary>An environment of its own: a folder, a port, an agent. Nothing of it runs on after the test.</summary>
public sealed class LocalBed : IAsyncDisposable
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly List<LocalProcessTarget> _targets = [];
    private readonly List<ProcessIdentity> _seen = [];

    public LocalBed()
    {
        Folder = Directory.CreateTempSubdirectory("chatops-").FullName;
        Options = new(Path.Combine(Folder, "staging"), "shop", "staging", BotProcess.FreePort(), ["dotnet", "Shop.dll"])
        {
            HealthTimeout = TimeSpan.FromSeconds(20),
            DrainTimeout = TimeSpan.FromSeconds(5),
        };
        Target = NewTarget();
    }

    public string Folder { get; }

    public LocalProcessTargetOptions Options { get; set; }

    public LocalProcessTarget Target { get; private set; }

    public Uri Url => new($"http://127.0.0.1:{Options.Port}/");

    internal AgentFolder Files => new(Options.Folder);

    internal AgentState State => StateFile.Read(Files) ?? AgentState.Empty;

    internal ProcessIdentity Agent => EndpointFile.Read(Files)?.Process ?? throw new InvalidOperationException("No agent has started.");

    /// <summary>As a bot that was just started has it.</summary>
    public LocalProcessTarget NewTarget()
    {
        _targets.Add(Target = new(Options, TimeProvider.System));
        return Target;
    }

    public async Task<StepOutcome> Do(StepOrder order, StepKind step)
    {
        var outcome = await Target.Perform(order with { Step = step }, CancellationToken.None);
        See();
        return outcome;
    }

    public async Task Deploy(StepOrder order)
    {
        foreach (var step in new[] { StepKind.Prepare, StepKind.Start, StepKind.CheckHealth, StepKind.SwitchTraffic, StepKind.VerifyServed, StepKind.StopPrevious })
        {
            var outcome = await Do(order, step);
            Assert.True(outcome.Result == StepResult.Done, $"{step}: {outcome.Words}\n{outcome.Log}");
        }
    }

    /// <returns>What the public port answers: a run, 0 for a refusal, -1 for nothing.</returns>
    public async Task<long> ServedRun()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(Url, "/version"));
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<VersionAnswer>())!.Run : 0;
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    public int PidOf(long token) => State.Find(token)?.Process?.Pid ?? 0;

    public void KillAgent()
    {
        See();
        var agent = Agent;
        using var process = Process.GetProcessById(agent.Pid);
        process.Kill();
        Assert.True(SpinWait.SpinUntil(() => !agent.IsAlive(), 30_000));
    }

    public static async Task Until(Func<Task<bool>> condition, string what, int seconds = 60)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(seconds), $"It took more than {seconds} s until {what}.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        See();
        await LocalProcessTarget.StopAll(Folder, TimeProvider.System, CancellationToken.None);
        foreach (var target in _targets) target.Dispose();
        var left = _seen.Where(p => p.IsAlive()).ToList();
        foreach (var process in left) new RunningProcess(process).Kill();
        Directory.Delete(Folder, recursive: true);
        Assert.Empty(left);
    }

    private sealed record VersionAnswer(long Run);

    internal void See()
    {
        if (!Directory.Exists(Options.Folder)) return;
        var all = State.Instances.Select(i => i.Process).Append(EndpointFile.Read(Files)?.Process).OfType<ProcessIdentity>();
        lock (_seen) _seen.AddRange(all.Except(_seen).ToList());
    }
}
