using ChatOps.Pipelines.Scripts;
using ChatOps.Tests.Targets.LocalProcesses;

namespace ChatOps.Tests.Pipelines.Scripts;

/// <summary>How scripts end, and what is said of it.</summary>
public sealed class ScriptEndTests : ScriptBed
{
    [LinuxFact]
    public async Task A_good_end_is_told_with_the_last_lines_and_the_log()
    {
        var end = await Run("echo one; echo two >&2");
        Assert.Equal((ScriptOutcome.Succeeded, "ended well", 0, 8L, false), (end.Outcome, end.Words, end.ExitCode!.Value, end.Bytes, end.WasCut));
        Assert.Equal(["one", "two"], end.LastLines);
        Assert.Equal("one\ntwo\n[ended well]\n", File.ReadAllText(end.Log));
        Assert.Equivalent(new ScriptState.Ended(end), Runner.Ask(Key));
    }

    [LinuxFact]
    public async Task An_exit_code_is_told()
    {
        var end = await Run("exit 3");
        Assert.Equal((ScriptOutcome.Failed, "ended with exit code 3", 3), (end.Outcome, end.Words, end.ExitCode!.Value));
    }

    [LinuxFact]
    public async Task A_signal_from_outside_is_no_exit_code()
    {
        var end = await Run("kill -9 $$");
        Assert.Equal((ScriptOutcome.Failed, null), (end.Outcome, end.ExitCode));
        Assert.Contains("kill (signal 9)", end.Words, StringComparison.Ordinal);
        Assert.Equal("ended with exit code 137", (await Run(Shell("exit 137") with { Key = new(57, "other", 1) })).Words);
    }

    [LinuxTheory]
    [InlineData("no-such-program", "the program \"no-such-program\" was not found")]
    [InlineData("./no-such", "was not found in the stage's work folder")]
    [InlineData("/etc/passwd", "is not marked as a program")]
    [InlineData("", "no program was named")]
    public async Task What_cant_be_started_says_why(string program, string words)
    {
        var end = await Run(new ScriptOrder(Key, [program]));
        Assert.Equal(ScriptOutcome.NotStarted, end.Outcome);
        Assert.StartsWith("could not be started: ", end.Words, StringComparison.Ordinal);
        Assert.Contains(words, end.Words, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_script_begins_once_for_its_key()
    {
        var order = Shell("echo begun >> ../../count; sleep 0.3");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Runner.Begin(order))));
        await Tests.FrontDoor.Until.True("it ended", () => Runner.Ask(Key) is ScriptState.Ended);
        Assert.IsType<ScriptState.Ended>(Runner.Begin(order));
        Assert.Equal("begun\n", await File.ReadAllTextAsync(Path.Combine(Root, "57", "count")));
        Assert.IsType<ScriptState.Ended>(NewLife().Begin(order));
        Assert.Equal(new ScriptState.Unknown(null), Runner.Ask(new(57, "unit-tests", 2)));
    }

    [LinuxFact]
    public async Task Two_run_side_by_side_and_each_has_its_own()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 2).Select(n => Run(new ScriptOrder(
            new(57, n == 1 ? "one" : "One", 1), ["sh", "-c", "touch ../ready; echo $N; pwd; until ls ../../$OTHER/ready >/dev/null 2>&1; do sleep 0.05; done"])
        {
            Environment = new Dictionary<string, string> { ["N"] = $"{n}", ["OTHER"] = n == 1 ? "_ne~*-1" : "one-1" },
        })));
        Assert.All(runs, r => Assert.Equal(ScriptOutcome.Succeeded, r.Outcome));
        Assert.Equal(["1", "2"], runs.Select(r => r.LastLines[0]));
        Assert.NotEqual(runs[0].LastLines[1], runs[1].LastLines[1]);
    }

    [LinuxFact]
    public async Task Lines_come_while_it_runs_and_are_fit_to_be_shown()
    {
        var printed = new List<ScriptPrinted>();
        var end = await Run(Shell("""printf 'a\033[31mred\033[0m\033]0;title\007\n\302\205\342\200\256x\377y\n10%%\r20%%\n'; head -c 700 /dev/zero | tr '\0' z; echo; sleep 1.6; seq 1 100; printf last""") with { Printed = p => { lock (printed) printed.Add(p); } });
        Assert.True(printed.Count >= 2);
        Assert.Equal(["ared", "\uFFFD\uFFFDx\uFFFDy", "10%", "20%", new string('z', 500) + "…"], printed.SelectMany(p => p.Lines).Take(5));
        Assert.Equal("last", printed[^1].Lines[^1]);
        Assert.Equal(106, printed.Sum(p => p.Lines.Count + p.LeftOut));
        Assert.Equal("last", end.LastLines[^1]);
    }
}
