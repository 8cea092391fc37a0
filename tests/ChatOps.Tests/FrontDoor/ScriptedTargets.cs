using System.Collections.Concurrent;
using ChatOps.CiSources;
using ChatOps.Domain.Strategies;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Targets;

namespace ChatOps.Tests.FrontDoor;

/// <summary>The targets of all environments, in memory. They outlive a bot, as real ones do.</summary>
internal sealed class ScriptedTargets
{
    private readonly ConcurrentDictionary<string, ScriptedTarget> _targets = new();

    /// <summary>The environments whose targets are the settings' own.</summary>
    public HashSet<string> Real { get; } = [];

    public ScriptedTarget this[string environment] => _targets.GetOrAdd(environment, _ => new());

    public sealed class Catalog(ScriptedTargets targets, ProjectCatalog projects, DataFolder data, TimeProvider time, CiWork work, CiSourceCatalog sources, Database database)
        : TargetCatalog(projects, data, time, work, sources, database)
    {
        public override ITarget For(string project, string environment) => targets.Real.Contains(environment) ? base.For(project, environment) : targets[environment];
    }
}

/// <summary>A target as the contract asks for: it obeys a growing token, does each order once, and remembers what came of it.</summary>
internal sealed class ScriptedTarget : ITarget
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(long Token, StepKind Step), Task<StepOutcome>> _done = [];
    private readonly List<StepOrder> _given = [];
    private readonly List<StepOrder> _applied = [];
    private long _highest;
    private int _inside;
    private Serving? _before;
    private volatile bool _hasFallen;

    /// <summary>What happens inside an order that is carried out; null: it works.</summary>
    public Func<StepOrder, Task<StepOutcome?>> Script { get; set; } = _ => Task.FromResult<StepOutcome?>(null);

    /// <summary>Asked before anything else: whether the target can be reached at all.</summary>
    public Func<StepOrder, Task> OnTheWay { get; set; } = _ => Task.CompletedTask;

    /// <summary>Asked after the order was carried out: whether the answer gets back.</summary>
    public Func<StepOrder, Task> OnTheWayBack { get; set; } = _ => Task.CompletedTask;

    public Serving? Serving { get; private set; }

    /// <summary>The most orders that were ever carried out at one moment.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>All orders that came, also those answered from memory.</summary>
    public IReadOnlyList<StepOrder> Given => Copy(_given);

    /// <summary>Those that were carried out.</summary>
    public IReadOnlyList<StepOrder> Applied => Copy(_applied);

    public async Task<StepOutcome> Perform(StepOrder order, CancellationToken ct)
    {
        await OnTheWay(order).WaitAsync(ct);
        Task<StepOutcome> work;
        lock (_lock)
        {
            _given.Add(order);
            if (order.Token < _highest) return StepOutcome.Superseded($"Attempt {_highest} has this environment.");
            _highest = order.Token;
            if (!_done.TryGetValue((order.Token, order.Step), out work!)) _done[(order.Token, order.Step)] = work = Task.Run(() => Do(order), CancellationToken.None);
        }

        var outcome = await work.WaitAsync(ct);
        await OnTheWayBack(order).WaitAsync(ct);
        return outcome;
    }

    private async Task<StepOutcome> Do(StepOrder order)
    {
        lock (_lock)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_inside);
            _applied.Add(order);
        }

        try
        {
            if (await Script(order) is { } scripted) return scripted;
            lock (_lock)
            {
                if (order.Step == StepKind.SwitchTraffic) (_before, Serving) = (Serving, new(order.Token, order.CiRun, order.Artifact.Digest));
                if (order.Step == StepKind.RestoreTraffic) Serving = _before;
            }

            return StepOutcome.Done();
        }
        finally
        {
            lock (_lock) _inside--;
        }
    }

    /// <summary>Nothing answers for it any more, until it gets up.</summary>
    public void Fall() => _hasFallen = true;

    public void GetUp() => _hasFallen = false;

    public Task<Serving?> AskWhatServes(CancellationToken ct) => Task.FromResult(_hasFallen ? null : Serving);

    public Task Adopt(CancellationToken ct) => Task.CompletedTask;

    private IReadOnlyList<StepOrder> Copy(List<StepOrder> list)
    {
        lock (_lock) return [.. list];
    }
}
