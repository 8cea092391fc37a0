using ChatOps.Domain.Pipelines;
using ChatOps.Slack.Blocks;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>What commands may do to the bot: nothing.</summary>
public class ScriptStageTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_prints_far_too_much(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p
            .Script("build", "cp app.txt shop.bin; head -c 20000000 /dev/zero | tr '\\0' 'x'; yes '<!channel> *much* <@U0BOSS>' | head -n 300000; head -c 3000 /dev/zero | tr '\\0' 'y'; echo end")
            .With("Outputs:0", "shop.bin").With("Limits:OutputKilobytes", "64").Deploy("dev", "build"));
        var bot = await world.StartBot();
        var run = await bot.Make();
        var prints = await bot.UntilThreadSays(run.Id, "build prints");
        Assert.Contains("lines before these are in the log", prints.Everything);
        Assert.Empty(OutgoingRules.LiveIn(prints.Text));
        Assert.True(world.Slack.ThreadOf(run.Id).Sum(m => m.Everything.Length) < 40_000);
        var log = new FileInfo(Directory.GetFiles(Path.Combine(world.Settings.Folder, "scripts", $"{run.Id}"), "build*.log").Single());
        Assert.InRange(log.Length, 60 * 1024, 66 * 1024);
        Assert.Contains("bytes were dropped here", await File.ReadAllTextAsync(log.FullName));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_forks_and_goes_away_leaves_nobody_behind(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.Script("build", "cp app.txt shop.bin; (setsid sleep 61 &) ; sleep 62 & nohup sleep 63 >/dev/null 2>&1 & exit 0").With("Outputs:0", "shop.bin").Deploy("dev", "build"));
        var bot = await world.StartBot();
        Assert.Equal("build Passed", (await bot.Make()).States());
        Assert.Equal(0, Family.Of(world));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_ends_oddly_or_hands_on_what_is_no_file(Storage storage)
    {
        (string Text, string Told)[] ends =
        [
            ("kill -SEGV $$", "killed from outside of the bot: memory fault (signal 11)"),
            ("exit 255", "ended with exit code 255"),
            ("i=0; while [ $i -lt 40 ]; do sleep 60 & i=$((i+1)); done; wait", "killed: it had more than 20 processes at once"),
            ("true", "no file matches \"*.bin\", which the stage is to hand on; folders that are links are not looked into"),
            ("ln -s /etc/hostname shop.bin", "\"shop.bin\" is a link that leads outside of the work folder; hand on the file itself"),
            ("mkfifo shop.bin", "\"shop.bin\" is no plain file that can be read"),
        ];
        await using var world = await StageBed.Of(storage, (p, _) =>
        {
            for (var i = 0; i < ends.Length; i++) p.Script($"odd{i}", ends[i].Text).With("Outputs:0", "*.bin").With("Limits:Processes", "20").With("OnFailure", "Continue");
            p.Deploy("dev", [.. ends.Select((_, i) => $"odd{i}")]);
        });
        var bot = await world.StartBot();
        var run = await bot.Make(RunStatus.Refused);
        Assert.Equal(ends.Select(e => (StageState.Failed, e.Told)), ends.Select((_, i) => run.Own($"odd{i}")).Select(s => (s.State, s.Words)));
        for (var i = 0; i < ends.Length; i++) await bot.UntilThreadSays(run.Id, $"odd{i}: failed");
        Assert.Equal(0, Family.Of(world));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Programs_that_are_not_there(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.Stage("Script", "build").With("Command:0", "no-such-program").Deploy("dev", "build"));
        var bot = await world.StartBot();
        Assert.Equal(
            "build failed: could not be started: the program \"no-such-program\" was not found; install it on the bot's machine, or name it with its folder; nothing was changed",
            (await bot.Make(RunStatus.Failed)).Notice);
        await bot.Stop();
        world.Settings.Set("Projects:shop:Pipeline:0:Command:0", "../../../../sh");
        bot = await world.StartBot();
        Assert.Contains("was not found in the stage's work folder", (await bot.Make(RunStatus.Failed)).Notice);
    }

    // A branch's name is never a word of a shell: it is one argument, and one variable.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Its_variables_arrive_and_none_of_the_bots_own(Storage storage)
    {
        Environment.SetEnvironmentVariable("CHATOPS_TESTS_OWN", "not for stages");
        await using var world = await StageBed.Of(storage, (p, _) => p
            .Script("build", "{ echo \"$COLOUR $CHATOPS_PROJECT $CHATOPS_BRANCH $CHATOPS_VERSION $CHATOPS_STAGE $CHATOPS_TRY {branch} {version}\"; env | cut -d= -f1; } > shop.bin")
            .With("Environment:COLOUR", "blue; $(id) {branch}").With("Outputs:0", "shop.bin").Deploy("dev", "build"));
        var bot = await world.StartBot();
        await bot.Make(line: "/release start shop release/2");
        var lines = await File.ReadAllLinesAsync(Path.Combine(world.Ci().Made, "runs", "1", "artifacts", "shop.bin"));
        Assert.Equal("blue; $(id) release/2 shop release/2 2.0.0 build 1 release/2 2.0.0", lines[0]);
        string[] known = ["PATH", "LANG", "TZ", "HOME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_", "COLOUR", "NUGET_PACKAGES", "MSBUILDDISABLENODEREUSE"];
        Assert.DoesNotContain(lines.Skip(1).Except(known), v => !v.StartsWith("CHATOPS_", StringComparison.Ordinal) && !v.StartsWith("DOTNET_", StringComparison.Ordinal));
        Assert.DoesNotContain("CHATOPS_TESTS_OWN", lines);
    }
}
