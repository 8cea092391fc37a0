using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>A stage whose condition does not hold is skipped, and the card says why.</summary>
public class ConditionTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_branch_the_version_and_earlier_results(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p
            .ToDev()
            .Script("sign", "false", "build").With("When:Branches:0", "release/*")
            .Script("beta", "false", "build").With("When:Versions:0", "*-beta.?")
            .Script("lint", "exit 1", "build").With("OnFailure", "Continue")
            .Script("explain", "echo 3 faults", "lint").With("When:Results:lint", "Failed")
            .Script("praise", "false", "lint").With("When:Results:lint", "Passed"));
        var bot = await world.StartBot();
        var run = await bot.Make();
        Assert.Equal("build Passed, lint Failed, explain Passed, praise Skipped, sign Skipped, beta Skipped", string.Join(", ", run.States().Split(", ").OrderBy(Place)));
        Assert.Equal("only for branch release/*", run.Own("sign").Words);
        Assert.Equal("only for version *-beta.?", run.Own("beta").Words);
        Assert.Equal("only when lint is passed", run.Own("praise").Words);
        var card = await bot.UntilCardSays(run.Id, "sign skipped", "explain passed");
        Assert.Contains("only for branch release/", card.Everything);
        Assert.Equal(3, (await bot.Audit(run.Id)).Count(a => a.What == "stage.skipped"));

        // Of the other branch it runs, and fails.
        Assert.Equal("sign failed: ended with exit code 1; nothing was changed", (await bot.Make(RunStatus.Failed, "/release start shop release/2")).Notice);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_changed_files_before_and_behind_the_deployment(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p
            .Script("hats", "true").With("When:Paths:0", "shop/**").Script("schema", "true").With("When:Paths:0", "migrations/**")
            .Script("build", "cp app.txt shop.bin", "hats", "schema").With("Outputs:0", "shop.bin").Deploy("dev", "build")
            .Script("migrate", "true", "dev").With("When:Paths:0", "migrations/**").Script("look", "true", "dev").With("When:Paths:0", "shop/hats.*"));
        world.Ci().Branches(("main", SourceCi.Before, "1.0.0", "main"));
        var bot = await world.StartBot();

        // Nothing ran there before, so what changed is not known: everything runs.
        Assert.DoesNotContain("Skipped", (await bot.Make()).States());
        world.Ci();
        File.WriteAllText(Path.Combine(world.Ci().Source, "app.txt"), "with hats\n");
        var run = await bot.Make();
        Assert.Equal("hats Passed, schema Skipped, build Passed, migrate Skipped, look Passed", run.States());
        Assert.Equal("nothing changed under migrations/**", run.Own("schema").Words);
        await bot.UntilCardSays(run.Id, "schema skipped", "migrate skipped");
    }

    private static int Place(string state) => Array.IndexOf(["build", "lint", "explain", "praise", "sign", "beta"], state.Split(' ')[0]);
}
