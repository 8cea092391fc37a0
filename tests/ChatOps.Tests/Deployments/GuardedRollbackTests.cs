using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>A way back is looked for before it is needed: in the store, by hashing.</summary>
public class GuardedRollbackTests
{
    private static string Stored(World world, Digest digest) =>
        Directory.EnumerateFiles(Path.Combine(world.Settings.Folder, "artifacts"), "*", SearchOption.AllDirectories).Single(f => f.Replace($"{Path.DirectorySeparatorChar}", "").EndsWith(digest.Hex, StringComparison.Ordinal));

    private static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nothing_is_deployed_over_what_could_not_be_put_back(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        Assert.Contains("way back: that run 1233 (1.4.1) could be put back is checked", await bot.Type(People.Developer, "/release why staging run 1234"));
        Damage(Stored(world, world.Target("staging").Serving!.Digest));

        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var refused = await bot.UntilStatus(run, RunStatus.Refused);
        Assert.Contains("run 1233 (1.4.1) runs in staging and is missing or damaged in the store, so it could not be put back", refused.Notice);
        var card = await bot.UntilCardSays(run, "refused", "could not be put back");
        Assert.Contains("*way back*", card.Everything);
        Assert.DoesNotContain(world.Target("staging").Given, o => o.CiRun == 1234);

        // As the words say: taking it in again for another environment mends the store.
        await bot.Deploy("dev", 1233);
        await bot.Deploy("staging", 1234, People.Approver);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_looked_at_before_people_are_asked_and_again_after_they_answered(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var asked = await bot.UntilCardSays(run, "waiting for approval");
        Assert.Contains("run 1233 is in the store, verified", asked.Everything);
        Assert.Contains("way back: run 1233 is in the store, verified", await bot.Type(People.Developer, "/release why staging run 1234"));

        File.Delete(Stored(world, world.Target("staging").Serving!.Digest));
        await bot.Press(People.Approver, run, "approve");
        Assert.Contains("missing or damaged in the store", (await bot.UntilStatus(run, RunStatus.Refused)).Notice);
        Assert.Equal(1233, world.Target("staging").Serving!.CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Where_the_policy_does_not_ask_it_goes_ahead(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Of("staging", "RollbackMustBePossible", "false");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        Damage(Stored(world, world.Target("staging").Serving!.Digest));
        await bot.Deploy("staging", 1234, People.Approver);
        Assert.DoesNotContain("way back", await bot.Type(People.Developer, "/release why staging run 1233"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_rollback_whose_bytes_are_damaged_never_begins(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        var file = Stored(world, world.Target("dev").Serving!.Digest);
        await bot.Deploy("dev", 1234);
        Damage(file);
        foreach (var line in new[] { "/rollback dev", "/rollback dev to run 1233" })
        {
            var back = await bot.Begin(People.Developer, line);
            Assert.Contains("can't be rolled back to; choose another run", (await bot.UntilStatus(back, RunStatus.Refused)).Notice);
            Assert.Null((await bot.Load(back)).Attempt);
        }

        Assert.Equal(1234, world.Target("dev").Serving!.CiRun);
    }
}
