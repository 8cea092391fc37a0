using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Artifacts;

/// <summary>Cleaning the artifact store: what stays, what goes, and what people are told of it before and afterwards.</summary>
public class CleanupTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_somebody_may_want_stays_and_the_rest_goes(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        store.Ci.Add(1250, like: 1241, isSameBytes: true);
        var bot = await world.StartBot();
        var pinned = await bot.Begin(People.Developer, "/deploy staging run 1243 in 24h");
        await bot.UntilCard(pinned, "asks", c => c.Button("approve") is not null);
        // The same bytes as what dev would be rolled back to, of a release that nobody wants.
        var same = await bot.Begin(People.Developer, "/deploy staging run 1250");
        await bot.UntilCard(same, "asks", c => c.Button("approve") is not null);
        await bot.Type(People.Developer, $"/release cancel #{same}");
        await bot.UntilStatus(same, RunStatus.Cancelled);
        await CleanedStore.DeployThree(bot);
        var all = Directory.GetFiles(Path.Combine(store.Root, "sha256"), "*", SearchOption.AllDirectories).Length;
        Assert.Matches($"Artifact store: {all} artifacts, .*; never cleaned up yet\\.", await bot.Type(People.Developer, "/release status"));

        Assert.Equal("Only a member of @approvers can clean up the artifacts of shop. Ask one of them.", await bot.Type(People.Developer, "/release cleanup now"));
        var would = await bot.Type(People.Approver, "/release cleanup");
        Assert.Matches(@"^1 release, [0-9.]+ (KB|MB) would go\. To do it, type: /release cleanup shop now$", would);
        Assert.True(store.Has(1240, 1241, 1242, 1243));
        Assert.Empty(await CleanedStore.Cleaned(bot));

        await CleanedStore.CleanUp(bot);
        Assert.False(store.Has(1240));
        Assert.True(store.Has(1241, 1242, 1243));
        Assert.Empty(Directory.EnumerateFiles(store.Aside));
        Assert.Contains(store.Ci.DigestOf(1240)[..12], Assert.Single(await CleanedStore.Cleaned(bot)));
        Assert.Matches($"Artifact store: {all - 1} artifacts, .*; last cleaned up on 20.* UTC, 1 release, .* freed", await bot.Type(People.Developer, "/release status"));
        Assert.Contains("Nothing of shop may go", await bot.Type(People.Approver, "/release cleanup now"));
        Assert.Equal(["cleanup.refused", "cleanup.requested"], (await bot.Audit()).Where(a => a.What.StartsWith("cleanup.", StringComparison.Ordinal)).Select(a => a.What));

        // What is approved long afterwards has its bytes.
        await bot.Press(People.Approver, pinned, "approve");
        await bot.UntilCardSays(pinned, "1 for");
        await bot.UntilStatus(await bot.Begin(People.Developer, "/rollback dev"), RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_was_promoted_stays_among_the_last_of_its_environment(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        world.Settings.Environment("canary", approvals: 0, port: 4).Of("canary", "After:0", "dev").Set("Artifacts:KeepPromoted", "3");
        var bot = await world.StartBot();
        foreach (var run in (long[])[1240, 1241, 1242])
            foreach (var environment in (string[])["dev", "canary"]) await bot.Deploy(environment, run);
        Assert.Contains("Nothing of shop may go", await bot.Type(People.Approver, "/release cleanup"));
        await bot.Stop();
        world.Settings.Set("Artifacts:KeepPromoted", "2");
        bot = await world.StartBot();
        Assert.StartsWith("1 release, ", await bot.Type(People.Approver, "/release cleanup"));
        Assert.True(store.Has(1240));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_release_whose_bytes_went_is_fetched_again_or_refused_with_words(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        var bot = await world.StartBot();
        await CleanedStore.DeployThree(bot);
        await CleanedStore.CleanUp(bot);
        var day = $"{await CleanedStore.CleanedAt(bot, 1240):yyyy-MM-dd}";
        var refused = await bot.Type(People.Developer, "/rollback dev to run 1240");
        Assert.Equal($"The artifact of run 1240 (1.4.2) was cleaned up on {day}, so it can't be rolled back to. To fetch it from CI again, if CI still has it, type: /deploy dev run 1240.", refused);
        Assert.Equal(3, (await bot.Rows()).Runs);

        var again = await bot.Deploy("dev", 1240);
        Assert.Contains($"it was cleaned up on {day}, and fetched from CI again", (await bot.Load(again)).Stages.Single(s => s.Kind == StageKind.Artifacts).Words);
        Assert.True(store.Has(1240));
        Assert.Null(await CleanedStore.CleanedAt(bot, 1240));

        // Now 1242 is the way back, and 1241 goes: CI has it no more.
        await CleanedStore.CleanUp(bot, "shop");
        Assert.NotNull(await CleanedStore.CleanedAt(bot, 1241));
        Directory.Delete(store.Ci.Folder(1241), recursive: true);
        var gone = await bot.Begin(People.Developer, "/deploy dev run 1241");
        await bot.UntilStatus(gone, RunStatus.Refused);
        await bot.UntilCardSays(gone, $"the artifact of run 1241 was cleaned up on {day}, and CI has it no more", "Choose another run");
        Assert.Contains("was cleaned up on", await bot.Type(People.Developer, "/rollback dev to run 1241"));
        Assert.Equal(1240, world.Target("dev").Serving!.CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_release_whose_bytes_came_back_with_another_one_can_be_rolled_back_to(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        store.Ci.Add(1260, like: 1240, isSameBytes: true);
        var bot = await world.StartBot();
        await CleanedStore.DeployThree(bot);
        await CleanedStore.CleanUp(bot);
        Assert.Contains("was cleaned up on", await bot.Type(People.Developer, "/rollback dev to run 1240"));
        var same = await bot.Begin(People.Developer, "/deploy staging run 1260");
        await bot.UntilCard(same, "asks", c => c.Button("approve") is not null);

        var back = await bot.Begin(People.Developer, "/rollback dev to run 1240");
        Assert.Null(await CleanedStore.CleanedAt(bot, 1240));
        await bot.UntilStatus(back, RunStatus.Succeeded);
        Assert.Equal(store.Ci.DigestOf(1240), world.Target("dev").Serving!.Digest.Hex);
        await bot.Type(People.Developer, $"/release cancel #{same}");
        await bot.UntilStatus(same, RunStatus.Cancelled);
        await CleanedStore.CleanUp(bot);
        Assert.True(store.Has(1240));
    }

    /// <summary>Between the look at the bytes and the moment when they are pinned, they are cleaned up: by another bot, where there are two.</summary>
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Bytes_that_go_while_a_run_takes_in_the_same_ones_are_taken_in_anew(Storage storage)
    {
        await using var world = await World.Of(storage);
        var store = new CleanedStore(world);
        store.Ci.Add(1260, like: 1240, isSameBytes: true);
        var ci = new SilentCi();
        world.Configure = builder => builder.Services.AddSingleton<CiSourceCatalog>(s => ActivatorUtilities.CreateInstance<SilentCi.Catalog>(s, ci));
        var bot = await world.StartBot();
        var other = storage == Storage.PostgreSql ? await world.StartBot() : bot;
        await CleanedStore.DeployThree(bot);

        var (reads, goOn, sent) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        ci.Sends = (run, bytes) => run != 1260 || Interlocked.Increment(ref sent) > 1 ? bytes : new Trickle(File.ReadAllBytes(store.Ci.Zip(1260)), onRead: _ =>
        {
            reads.TrySetResult();
            goOn.Task.Wait();
        });
        var id = await bot.Begin(People.Developer, "/deploy staging run 1260");
        await reads.Task.WaitAsync(Until.Usual);
        await CleanedStore.CleanUp(other);
        Assert.False(store.Has(1260));
        goOn.SetResult();

        await bot.UntilCard(id, "asks", c => c.Button("approve") is not null);
        Assert.True(store.Has(1260));
        Assert.Contains(await bot.Audit(id), a => a.What == "run.waits" && a.Why.Contains("cleaned up at this very moment"));
        await bot.Press(People.Approver, id, "approve");
        await bot.UntilStatus(id, RunStatus.Succeeded);
        Assert.Equal(store.Ci.DigestOf(1260), world.Target("staging").Serving!.Digest.Hex);
        Assert.NotNull(await CleanedStore.CleanedAt(bot, 1240));
    }
}
