using ChatOps.Domain.Strategies;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Tests.Targets.LocalProcesses;

[Collection(nameof(LocalProcessCollection))]
public sealed class AgentDeathTests
{
    [Fact]
    public async Task A_killed_agent_comes_back_and_adopts_what_runs()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1234));
        var pid = bed.PidOf(1);
        bed.KillAgent();
        Assert.True(bed.State.Find(1)!.Process!.IsAlive());

        await bed.NewTarget().Adopt(CancellationToken.None);
        Assert.Equal(pid, bed.PidOf(1));
        Assert.True(bed.State.Find(1)!.Process!.IsAlive());
        Assert.Equal(1234, await bed.ServedRun());
        await bed.Deploy(ShopRuns.Order(2, 1233));
        Assert.Equal(1233, await bed.ServedRun());
    }

    [Fact]
    public async Task An_agent_killed_in_the_middle_of_a_step_finishes_it_when_asked_again()
    {
        await using var bed = new LocalBed();
        bed.Options = bed.Options with { HealthTimeout = TimeSpan.FromSeconds(6) };
        bed.NewTarget();
        await bed.Deploy(ShopRuns.Order(1, 1233));
        var bad = ShopRuns.Order(2, 1235);
        await bed.Do(bad, StepKind.Prepare);
        await bed.Do(bad, StepKind.Start);
        var (serving, started) = (bed.PidOf(1), bed.PidOf(2));

        // The target itself asks again: it starts the agent anew and repeats the order.
        var health = bed.Do(bad, StepKind.CheckHealth);
        await Task.Delay(1500);
        bed.KillAgent();
        Assert.Contains("payments", (await health).Words, StringComparison.Ordinal);
        Assert.Equal((serving, started), (bed.PidOf(1), bed.PidOf(2)));
        Assert.Equal(1233, await bed.ServedRun());
        Assert.Equal(StepResult.Done, (await bed.Do(bad, StepKind.Discard)).Result);
    }

    [LinuxFact]
    public async Task A_start_that_was_cut_off_before_it_was_noted_leaves_no_second_process()
    {
        await using var bed = new LocalBed();
        var order = ShopRuns.Order(1, 1234);
        await bed.Do(order, StepKind.Prepare);
        await bed.Do(order, StepKind.Start);
        var first = bed.State.Find(1)!.Process!;
        bed.KillAgent();
        StateFile.Load(bed.Files).Change(s => s.With(s.Find(1)! with { Process = null }).With(s.Find(1, StepKind.Start)! with { Outcome = null, EndedAt = null }));

        Assert.Equal(StepResult.Done, (await bed.Do(order, StepKind.Start)).Result);
        Assert.NotEqual(first, bed.State.Find(1)!.Process);
        Assert.False(first.IsAlive());
    }

    [Fact]
    public async Task A_step_goes_on_without_its_bot_and_the_next_bot_joins_it()
    {
        await using var bed = new LocalBed();
        bed.Options = bed.Options with { HealthTimeout = TimeSpan.FromSeconds(10) };
        var bad = ShopRuns.Order(1, 1235) with { Step = StepKind.CheckHealth };
        bed.NewTarget();
        await bed.Do(bad, StepKind.Prepare);
        await bed.Do(bad, StepKind.Start);
        using var death = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bed.Target.Perform(bad, death.Token));

        var begun = bed.State.Find(1, StepKind.CheckHealth)!.BegunAt;
        var outcome = await bed.NewTarget().Perform(bad, CancellationToken.None);
        Assert.Contains("payments", outcome.Words, StringComparison.Ordinal);
        Assert.Equal(begun, bed.State.Find(1, StepKind.CheckHealth)!.BegunAt);
    }

    [Fact]
    public async Task Other_settings_replace_the_agent_and_not_the_service()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1234));
        var (agent, pid) = (bed.Agent, bed.PidOf(1));
        bed.Options = bed.Options with { HealthTimeout = TimeSpan.FromSeconds(7) };
        await bed.NewTarget().Adopt(CancellationToken.None);
        Assert.NotEqual(agent, bed.Agent);
        Assert.False(agent.IsAlive());
        Assert.Equal(pid, bed.PidOf(1));
        Assert.Equal(1234, await bed.ServedRun());
    }

    [Fact]
    public async Task Two_bots_at_once_find_one_agent()
    {
        await using var bed = new LocalBed();
        var other = bed.NewTarget();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bed.NewTarget().Adopt(CancellationToken.None)).Append(other.Adopt(CancellationToken.None)));
        var agent = bed.Agent;
        await bed.NewTarget().Adopt(CancellationToken.None);
        Assert.Equal(agent, bed.Agent);
    }
}
