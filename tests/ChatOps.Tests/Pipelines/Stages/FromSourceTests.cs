using System.Security.Cryptography;
using System.Text;
using ChatOps.Artifacts;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary><c>/release start</c>: the stages make a release, and it goes on from there.</summary>
public class FromSourceTests
{
    // Each of the two waits until the other has begun: they end only when they run side by side.
    private const string Meet = "touch HERE/MINE; for i in $(seq 200); do test -f HERE/OTHER && exit 0; sleep 0.05; done; echo alone; exit 1";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_whole_way_from_the_source_to_the_next_environment(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (_, _) => { });
        new Pipeline(world.Settings)
            .Script("build", "mkdir out; { cat app.txt; echo made as $CHATOPS_VERSION of $CHATOPS_COMMIT; } > out/shop.bin").With("Outputs:0", "out/*.bin")
            .Script("test", "test -f inputs/shop.bin || exit 3; printf '<testsuites><testsuite name=\"a\" tests=\"2\"><testcase name=\"b\"/><testcase name=\"c\"/></testsuite></testsuites>' > junit.xml; " + Of(world, "a", "b"), "build").With("Outputs:0", "junit.xml")
            .Script("scan", Of(world, "b", "a"), "build")
            .Stage("Evidence", "evidence", "test", "scan").With("Evidence:RequireTests", "true")
            .Deploy("dev", "evidence").Deploy("staging", "dev");
        var bot = await world.StartBot();
        var reply = await bot.Type(People.Developer, "/release start because hats");
        Assert.Equal("#1: making a new release from the default branch of shop. Its card comes in this channel.", reply);
        var run = await bot.UntilStatus(1, RunStatus.Succeeded);
        Assert.Equal("build Passed, test Passed, scan Passed, evidence Passed", run.States());
        Assert.Equal(("2.0.0 (run 1) serves dev", 1L, "hats"), (run.Notice, run.CiRun, run.Reason));

        var made = $"the shop of main\nmade as {SourceCi.Version} of {SourceCi.Commit}\n";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)));
        Assert.Equal((1L, digest), (world.Target("dev").Serving!.CiRun, world.Target("dev").Serving!.Digest.Hex));
        var artifact = run.Release!.ToDeploy("shop.bin")!;
        Assert.Equal(made, await File.ReadAllTextAsync(await bot.Services.GetRequiredService<ArtifactStore>().PathOf(artifact, CancellationToken.None)));
        Assert.Equal(["junit.xml", "shop.bin"], run.Release.Artifacts.Select(a => a.Name).Order());
        Assert.Equal(2, run.Release.Reports!.Tests!.Passed);

        // By itself, but not without its own approval.
        var next = await bot.UntilStatus(2, RunStatus.WaitingForApproval);
        Assert.Equal(("staging", 1L, People.Developer.Id), (next.Environment, next.CiRun, next.RequestedBy.Id));
        Assert.Null(world.Target("staging").Serving);
        await bot.Press(People.Approver, 2, "approve");
        await bot.UntilStatus(2, RunStatus.Succeeded);
        Assert.Equal(digest, world.Target("staging").Serving!.Digest.Hex);
        await bot.UntilCardSays(1, "build passed", "evidence passed", "succeeded");
        Assert.DoesNotContain(world.Slack.ThreadOf(1), m => m.Everything.Contains("goes no further", StringComparison.OrdinalIgnoreCase));
        await NothingIsLeft(world);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Twice_is_told_and_after_it_ended_another_can_begin(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p.Script("build", $"while ! test -f {w.Sign("go")}; do sleep 0.05; done; echo run {{run}} > shop.bin").With("Outputs:0", "shop.bin").Deploy("dev", "build"));
        var bot = await world.StartBot();
        await bot.Begin(People.Developer, "/release start");
        Assert.Equal("#1 already makes a release of it, asked for by developer. Look at its card.", await bot.Type(People.SecondDeveloper, "/release start"));
        Assert.Single(await bot.Audit(1), a => a.What == "release.refused");
        File.WriteAllText(world.Sign("go"), "");
        await bot.UntilStatus(1, RunStatus.Succeeded);
        Assert.Equal(2, (await bot.Make()).CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_default_branch_is_the_same_with_its_name_and_without(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p.Script("build", $"while ! test -f {w.Sign("go{run}")}; do sleep 0.05; done; echo run {{run}} > shop.bin").With("Outputs:0", "shop.bin").Deploy("dev", "build"));
        var bot = await world.StartBot();
        var first = await bot.Begin(People.Developer, "/release start shop");
        await bot.UntilStage(first, "build", StageState.Running);
        Assert.Equal($"#{first} already makes a release of it, asked for by developer. Look at its card.", await bot.Type(People.SecondDeveloper, "/release start shop main"));
        File.WriteAllText(world.Sign("go1"), "");
        await bot.UntilStatus(first, RunStatus.Succeeded);

        // The other way round it is known only when CI has said which branch the default one is.
        var named = await bot.Begin(People.Developer, "/release start shop main");
        await bot.UntilStage(named, "build", StageState.Running);
        var same = await bot.Begin(People.SecondDeveloper, "/release start shop");
        Assert.Equal($"#{named} already makes a release of it, asked for by developer. Look at its card.", (await bot.UntilStatus(same, RunStatus.Refused)).Notice);
        var other = await bot.Begin(People.SecondDeveloper, "/release start shop release/2");
        await bot.UntilStage(other, "build", StageState.Running);
        File.WriteAllText(world.Sign("go2"), "");
        await bot.UntilStatus(named, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Another_branch_one_that_is_not_there_and_one_that_can_not_be(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev());
        var bot = await world.StartBot();
        Assert.Equal("release/2", (await bot.Make(line: "/release start shop release/2")).Release!.Branch);
        var run = await bot.Make(RunStatus.Refused, "/release start nowhere");
        Assert.Equal("shop has no branch nowhere; push it first, or name another: /release start shop <branch>", run.Notice);
        Assert.Contains("can't be a branch's name", await bot.Type(People.Developer, "/release start ../etc"));
        world.Ci().Branches(("main", "short", SourceCi.Version, "main"));
        var malformed = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(malformed, "CI's list of branches is malformed: a commit is not 40 hex digits");
        world.Ci().Branches(("main", SourceCi.Commit, SourceCi.Version, "main"));
        await bot.UntilStatus(malformed, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_project_without_a_pipeline_and_a_pipeline_that_makes_nothing(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Equal("shop has no pipeline to start. Its stages belong in the settings, under Projects:shop:Pipeline.", await bot.Type(People.Developer, "/release start"));
        await bot.Stop();
        new Pipeline(world.Settings).Deploy("dev").Script("check", "true", "dev");
        bot = await world.StartBot();
        Assert.Equal("shop's pipeline has no stages that make a release. Deploy one that CI made: /deploy dev run &lt;id&gt;.", await bot.Type(People.Developer, "/release start"));
        Assert.Equal(0, (await bot.Rows()).Runs);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Stages_that_hand_on_nothing_or_the_same_name_twice_are_told(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.Script("build", "cp app.txt shop.bin").Deploy("dev", "build"));
        var bot = await world.StartBot();
        Assert.Equal("the stages made no artifact: name the files in the Outputs of a stage", (await bot.Make(RunStatus.Refused)).Notice);
        await bot.Stop();
        world.Anew().Script("one", "cp app.txt shop.bin").With("Outputs:0", "shop.bin").Script("two", "cp app.txt shop.bin").With("Outputs:0", "shop.bin").Deploy("dev", "one", "two");
        bot = await world.StartBot();
        Assert.Equal("two stages made a file named shop.bin; artifacts need names of their own", (await bot.Make(RunStatus.Refused)).Notice);
    }

    // A link of the branch leads out: what is there is no business of the branch's.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_source_with_a_link_that_leads_outside_is_refused(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev());
        File.WriteAllText(world.Sign("secret.txt"), "not for the branch");
        File.CreateSymbolicLink(Path.Combine(world.Ci().Source, "link.txt"), world.Sign("secret.txt"));
        var bot = await world.StartBot();
        Assert.Equal("build failed: could not be started: the source holds a link that leads outside: \"link.txt\"; nothing was changed", (await bot.Make(RunStatus.Failed)).Notice);
    }

    // The work folders go when the run is over; logs stay.
    private static async Task NothingIsLeft(World world)
    {
        await Until.True("the work folders are removed", () => Directory.GetDirectories(Logs(world)).Length == 0, world.Slack.Seen);
        Assert.NotEmpty(Directory.GetFiles(Logs(world), "*.log"));
    }

    private static string Logs(World world) => Path.Combine(world.Settings.Folder, "scripts", "1");

    private static string Of(World world, string mine, string other) =>
        Meet.Replace("HERE", world.Settings.Folder, StringComparison.Ordinal).Replace("MINE", mine, StringComparison.Ordinal).Replace("OTHER", other, StringComparison.Ordinal);
}
