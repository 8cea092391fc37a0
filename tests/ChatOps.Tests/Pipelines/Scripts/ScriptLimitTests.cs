using System.Diagnostics;
using ChatOps.Pipelines.Scripts;
using ChatOps.Targets.Processes;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Targets.LocalProcesses;

namespace ChatOps.Tests.Pipelines.Scripts;

/// <summary>A script that takes too much is ended, with all that it started.</summary>
public sealed class ScriptLimitTests : ScriptBed
{
    [LinuxFact]
    public async Task A_gigabyte_of_output_keeps_its_beginning_and_its_end()
    {
        var before = Process.GetCurrentProcess().PrivateMemorySize64;
        var end = await Run(Shell("echo first; yes | head -c 1000000000; echo last") with { Secrets = new Dictionary<string, string> { ["KEY"] = "a-secret" } }, TimeSpan.FromSeconds(120));
        Assert.Equal((ScriptOutcome.Succeeded, true, 1_000_000_011L), (end.Outcome, end.WasCut, end.Bytes));
        var log = await File.ReadAllTextAsync(end.Log);
        Assert.InRange(log.Length, 5 << 20, (5 << 20) + 100);
        Assert.StartsWith("first\ny\ny\n", log, StringComparison.Ordinal);
        Assert.EndsWith("y\nlast\n[ended well]\n", log, StringComparison.Ordinal);
        Assert.Contains("bytes were dropped here]\n", log, StringComparison.Ordinal);
        Assert.Equal("last", end.LastLines[^1]);
        Assert.True(Process.GetCurrentProcess().PrivateMemorySize64 - before < 800 << 20);
    }

    [LinuxTheory]
    [InlineData("sleep 300")]
    [InlineData("trap '' TERM; while :; do sleep 0.1; done")]
    public async Task One_that_never_ends_is_ended(string text)
    {
        var end = await Run(Shell(text) with { Limits = new() { Time = TimeSpan.FromSeconds(1), Grace = TimeSpan.FromSeconds(1) } });
        Assert.Equal((ScriptOutcome.OverLimit, "killed: it took longer than 00:00:01", null), (end.Outcome, end.Words, end.ExitCode));
        Assert.Equal(0, Processes());
    }

    [LinuxFact]
    public async Task A_memory_hog_is_ended()
    {
        var end = await Run(Shell("head -c 1500000000 /dev/zero | tail; sleep 60") with { Limits = new() { Memory = 100 << 20 } });
        Assert.Equal((ScriptOutcome.OverLimit, "killed: it used more than 100 MB of memory"), (end.Outcome, end.Words));
        Assert.Equal(0, Processes());
    }

    [LinuxFact]
    public async Task One_that_starts_too_many_is_ended_with_all_of_them()
    {
        var end = await Run(Shell("i=0; while [ $i -lt 200 ]; do sleep 300 & i=$((i+1)); done; wait") with { Limits = new() { Processes = 50 } });
        Assert.Equal((ScriptOutcome.OverLimit, "killed: it had more than 50 processes at once"), (end.Outcome, end.Words));
        Assert.Equal(0, Processes());
    }

    [LinuxFact]
    public async Task A_file_grows_to_its_limit_only()
    {
        var end = await Run(Shell("sleep 0.3; exec head -c 50000000 /dev/zero > big") with { Limits = new() { FileSize = 1 << 20 } });
        Assert.Equal((ScriptOutcome.OverLimit, "killed: it wrote a file of more than 1 MB"), (end.Outcome, end.Words));
        Assert.Equal(1 << 20, new FileInfo(Path.Combine(Work, "big")).Length);
    }

    [LinuxTheory]
    [InlineData("sleep 300 & echo begun")]
    [InlineData("setsid sleep 300 & echo begun")]
    [InlineData("setsid sh -c 'sleep 300 & sleep 300' >/dev/null 2>&1 & echo begun")]
    [InlineData("env -i PATH=$PATH setsid sleep 300 & sleep 0.1; echo begun")]
    public async Task What_it_leaves_behind_ends_with_it(string text)
    {
        var end = await Run(text);
        Assert.Equal((ScriptOutcome.Succeeded, "begun"), (end.Outcome, end.LastLines.Single()));
        Assert.Equal(0, Processes());
    }

    [LinuxFact]
    public async Task One_that_is_stopped_may_tidy_up_first()
    {
        Runner.Begin(Shell("trap 'echo tidied; exit 0' TERM; setsid sleep 300 & echo begun; wait"));
        await Printed("begun");
        var end = Assert.IsType<ScriptState.Ended>(await Runner.Stop(Key)).End;
        Assert.Equal((ScriptOutcome.Stopped, "stopped", "tidied"), (end.Outcome, end.Words, end.LastLines[^1]));
        Assert.Equal(0, Processes());
    }

    [LinuxFact]
    public async Task After_a_crash_nothing_is_left_running()
    {
        Directory.CreateDirectory(Work);
        var dead = new ProcessIdentity(ProcessIdentity.Mine.Pid, "another-boot:1");
        var launch = new Launch(["/bin/sh", "-c", "setsid sleep 300 & sleep 300"], Work, new Dictionary<string, string> { ["CHATOPS_SCRIPT"] = Base, ["PATH"] = "/usr/bin:/bin" }, null);
        var began = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        var leader = launch.Start();
        new ScriptNote(Key, began, dead, Base, leader.Identity).Write(Base + ".json");
        await Until.True("all three run", () => Processes() == 3);

        Assert.Equal([Key], await Runner.TakeUp(CancellationToken.None));
        Assert.True(leader.HasEnded());
        Assert.Equal(0, Processes());
        Assert.Equal(new ScriptState.Unknown(began), Runner.Ask(Key));
        Assert.Equal(new ScriptState.Unknown(began), Runner.Begin(Shell("echo again")));
    }

    [LinuxFact]
    public async Task Scripts_of_another_bot_that_lives_are_left_alone()
    {
        Runner.Begin(Shell("echo begun; sleep 300"));
        await Printed("begun");
        Assert.Empty(await NewLife().TakeUp(CancellationToken.None));
        Assert.IsType<ScriptState.Running>(Runner.Ask(Key));
    }

    [LinuxFact]
    public async Task When_the_bot_ends_its_scripts_end_and_count_as_interrupted()
    {
        var told = false;
        var life = NewLife();
        life.Begin(Shell("trap '' TERM; echo begun; sleep 300; sleep 300") with { Ended = (_, _) => told = true });
        await Until.True("it runs", () => life.Ask(Key) is ScriptState.Running { Bytes: > 0 });
        await life.DisposeAsync();
        Assert.Equal(0, Processes());
        Assert.False(told);
        Assert.IsType<DateTimeOffset>(Assert.IsType<ScriptState.Unknown>(Runner.Ask(Key)).Interrupted);
    }
}
