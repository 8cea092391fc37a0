using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatOps.Domain.Strategies;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;

namespace ChatOps.Tests.Targets.LocalProcesses;

[Collection(nameof(LocalProcessCollection))]
public sealed class SurvivalTests
{
    [Fact]
    public async Task A_service_that_dies_is_started_again()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1234));
        var pid = bed.PidOf(1);
        using (var service = Process.GetProcessById(pid)) service.Kill();
        await LocalBed.Until(async () => bed.PidOf(1) != pid && await bed.ServedRun() == 1234, "the service was back");
        bed.See();
    }

    [Fact]
    public async Task A_service_that_died_with_its_agent_is_brought_back_by_the_next_start()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1234));
        bed.KillAgent();
        using (var service = Process.GetProcessById(bed.PidOf(1))) service.Kill();
        await bed.NewTarget().Adopt(CancellationToken.None);
        bed.See();
        Assert.Equal(1234, await bed.ServedRun());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var bed = new LocalBed();
        using var other = new TcpListener(IPAddress.Loopback, bed.Options.Port);
        other.Start();
        var outcome = await bed.Do(ShopRuns.Order(1, 1234), StepKind.Prepare);
        Assert.Equal(StepResult.Failed, outcome.Result);
        Assert.Contains($"Port {bed.Options.Port} of staging is taken by another program", outcome.Words, StringComparison.Ordinal);
        other.Stop();
        await bed.Deploy(ShopRuns.Order(2, 1234));
    }

    [Fact]
    public async Task Without_its_folder_an_agent_ends_and_stops_what_it_started()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1234));
        var (agent, service) = (bed.Agent, bed.State.Find(1)!.Process!);
        Directory.Delete(bed.Options.Folder, recursive: true);
        await LocalBed.Until(() => Task.FromResult(!agent.IsAlive() && !service.IsAlive()), "both had ended");
    }

    [Fact]
    public async Task Stop_ends_services_whose_agent_is_dead()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1234));
        var service = bed.State.Find(1)!.Process!;
        bed.KillAgent();
        Assert.Equal(1, await LocalProcessTarget.StopAll(bed.Folder, TimeProvider.System, CancellationToken.None));
        Assert.False(service.IsAlive());
        Assert.Equal(0, await LocalProcessTarget.StopAll(bed.Folder, TimeProvider.System, CancellationToken.None));
    }
}
