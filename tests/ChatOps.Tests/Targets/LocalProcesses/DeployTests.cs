using ChatOps.Domain.Strategies;
using ChatOps.Targets;

namespace ChatOps.Tests.Targets.LocalProcesses;

[Collection(nameof(LocalProcessCollection))]
public sealed class DeployTests
{
    [Fact]
    public async Task A_switch_under_load_loses_no_request()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(1, 1233));
        var old = bed.PidOf(1);

        await using (var hammer = new Hammer(bed.Url))
        {
            await LocalBed.Until(() => Task.FromResult(hammer.Answers.GetValueOrDefault(1233) > 50), "the clients were answered");
            await bed.Deploy(ShopRuns.Order(2, 1234));
            await LocalBed.Until(() => Task.FromResult(hammer.Answers.GetValueOrDefault(1234) > 50), "the new run answered them");
            Assert.Empty(hammer.Failures);
        }

        var serving = await bed.Target.AskWhatServes(CancellationToken.None);
        Assert.Equal(new Serving(2, 1234, ShopRuns.Order(2, 1234).Artifact.Digest), serving);
        Assert.Equal(0, bed.PidOf(1));
        Assert.NotEqual(old, bed.PidOf(2));
    }

    [Fact]
    public async Task An_unhealthy_release_never_gets_the_traffic_and_tells_why()
    {
        await using var bed = new LocalBed();
        bed.Options = bed.Options with { HealthTimeout = TimeSpan.FromSeconds(10) };
        bed.NewTarget();
        await bed.Deploy(ShopRuns.Order(1, 1233));
        var bad = ShopRuns.Order(2, 1235);

        await using var hammer = new Hammer(bed.Url);
        Assert.Equal(StepResult.Done, (await bed.Do(bad, StepKind.Prepare)).Result);
        Assert.Equal(StepResult.Done, (await bed.Do(bad, StepKind.Start)).Result);
        var health = await bed.Do(bad, StepKind.CheckHealth);
        Assert.Equal(StepResult.Failed, health.Result);
        Assert.Contains("not healthy within 10 s: it answered 503, “payments: connection refused", health.Words, StringComparison.Ordinal);
        Assert.Contains("Not healthy", health.Log, StringComparison.Ordinal);
        Assert.InRange(health.Log.Split('\n').Length, 1, 20);
        Assert.DoesNotContain(bed.Folder, health.Words + health.Log, StringComparison.Ordinal);

        Assert.Equal(StepResult.Done, (await bed.Do(bad, StepKind.RestoreTraffic)).Result);
        Assert.Equal(StepResult.Done, (await bed.Do(bad, StepKind.Discard)).Result);
        Assert.Empty(hammer.Failures);
        Assert.Equal([1233], hammer.Answers.Keys);
        Assert.Equal(0, bed.PidOf(2));
        Assert.Single(Directory.GetDirectories(bed.Files.Releases));
    }

    [Fact]
    public async Task The_way_back_serves_the_one_before_even_if_it_was_stopped()
    {
        await using var bed = new LocalBed();
        var (before, after) = (ShopRuns.Order(1, 1233), ShopRuns.Order(2, 1234));
        await bed.Deploy(before);
        await bed.Deploy(after);
        Directory.Delete(Path.Combine(bed.Files.Releases, $"1-{before.Artifact.Digest.Short}"), recursive: true);

        await using var hammer = new Hammer(bed.Url);
        var outcome = await bed.Do(after, StepKind.RestoreTraffic);
        Assert.Equal("Run 1233 serves again", outcome.Words);
        Assert.Equal(StepResult.Done, (await bed.Do(after, StepKind.Discard)).Result);
        Assert.Equal(1233, (await bed.Target.AskWhatServes(CancellationToken.None))!.CiRun);
        Assert.Empty(hammer.Failures);
    }

    [Fact]
    public async Task An_order_with_an_older_token_is_refused()
    {
        await using var bed = new LocalBed();
        await bed.Deploy(ShopRuns.Order(5, 1234));
        var outcome = await bed.Do(ShopRuns.Order(4, 1233), StepKind.Prepare);
        Assert.Equal(StepResult.Superseded, outcome.Result);
        Assert.Single(Directory.GetDirectories(bed.Files.Releases));
        Assert.Equal(StepResult.Failed, (await bed.Do(ShopRuns.Order(5, 1233), StepKind.Discard)).Result);
        Assert.Equal(1234, (await bed.Target.AskWhatServes(CancellationToken.None))!.CiRun);
    }

    [Fact]
    public async Task The_same_order_has_one_effect()
    {
        await using var bed = new LocalBed();
        var order = ShopRuns.Order(1, 1234);
        await bed.Do(order, StepKind.Prepare);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bed.Do(order, StepKind.Start)));
        var pid = bed.PidOf(1);
        Assert.Equal([$"Started as process {pid}"], outcomes.Select(o => o.Words).Distinct());

        bed.KillAgent();
        Assert.Equal($"Started as process {pid}", (await bed.Do(order, StepKind.Start)).Words);
        Assert.Equal(pid, bed.PidOf(1));
    }

    [Fact]
    public async Task Changed_bytes_and_a_lost_artifact_are_refused()
    {
        await using var bed = new LocalBed();
        var good = ShopRuns.Order(1, 1234);
        var file = Path.Combine(bed.Folder, "shop.zip");
        var bytes = await File.ReadAllBytesAsync(good.File);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var changed = await bed.Do(good with { File = file }, StepKind.Prepare);
        Assert.Equal(StepResult.Failed, changed.Result);
        Assert.Contains("approved was " + good.Artifact.Digest.Short, changed.Words, StringComparison.Ordinal);
        var lost = await bed.Do(good with { Token = 2, File = file + ".not" }, StepKind.Prepare);
        Assert.Contains("not in the store", lost.Words, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(bed.Files.Releases));
        Assert.Null(await bed.Target.AskWhatServes(CancellationToken.None));
    }

    [Fact]
    public async Task Old_folders_are_removed_but_the_last_three()
    {
        await using var bed = new LocalBed();
        for (var token = 1; token <= 5; token++) await bed.Deploy(ShopRuns.Order(token, token % 2 == 0 ? 1233 : 1234));
        Assert.Equal([3L, 4L, 5L], bed.State.Instances.Select(i => i.Token));
        Assert.Equal(3, Directory.GetDirectories(bed.Files.Releases).Length);
    }
}
