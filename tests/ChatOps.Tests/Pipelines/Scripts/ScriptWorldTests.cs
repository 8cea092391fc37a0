using System.Text;
using ChatOps.Pipelines.Scripts;
using ChatOps.Tests.Targets.LocalProcesses;

namespace ChatOps.Tests.Pipelines.Scripts;

/// <summary>What a script sees, what it is given, and what it hands on.</summary>
public sealed class ScriptWorldTests : ScriptBed
{
    [LinuxFact]
    public async Task The_bots_own_variables_are_not_seen()
    {
        Environment.SetEnvironmentVariable("CHATOPS_SOMETHING", "not-to-be-seen");
        var end = await Run(new ScriptOrder(Key, ["env"]) { Environment = new Dictionary<string, string> { ["GIVEN"] = "yes" } });
        Assert.Equal(ScriptOutcome.Succeeded, end.Outcome);
        var seen = Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).ToList();
        Assert.Contains("GIVEN=yes", seen);
        Assert.Contains($"HOME={Base}/home", seen);
        Assert.DoesNotContain("not-to-be-seen", Log, StringComparison.Ordinal);
        string[] allowed =
        [
            "PATH", "HOME", "LANG", "TMPDIR", "TZ", "GIVEN", "CHATOPS_SCRIPT", "MSBUILDDISABLENODEREUSE", "NUGET_PACKAGES",
        ];
        Assert.Empty(seen.Select(l => l.Split('=')[0]).Where(n => !n.StartsWith("DOTNET_", StringComparison.Ordinal)).Except(allowed));
    }

    [LinuxFact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] words = ["two words", "'", "\"", "$(touch broken)", "`id`", "a\nb", "", "*", "; exit 9", "-n"];
        var end = await Run(new ScriptOrder(Key, ["sh", "-c", "printf '<%s>' \"$@\"", "sh", .. words]));
        Assert.Equal(string.Concat(words.Select(w => $"<{w}>")) + "[ended well]\n", Log);
        Assert.Equal(ScriptOutcome.Succeeded, end.Outcome);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Work));
    }

    [LinuxFact]
    public async Task Secrets_are_there_and_are_never_shown()
    {
        const string Secret = "p@ss w/ord+1";
        var printed = new StringBuilder();
        var order = Shell("""echo "[$KEY]"; printf "$KEY" | base64; printf "user:$KEY" | base64; printf 'p@ss'; sleep 0.4; printf ' w/ord'; sleep 0.4; echo '+1'; printf 'p@\033[1mss w/ord+1\n'; echo p%40ss%20w%2ford%2b1; [ ${#KEY} = 12 ] && echo right""");
        var end = await Run(order with { Secrets = new Dictionary<string, string> { ["KEY"] = Secret }, Printed = p => printed.AppendJoin('\n', p.Lines) });
        Assert.Equal(ScriptOutcome.Succeeded, end.Outcome);
        Assert.Equal("[***]", end.LastLines[0]);
        Assert.Equal(["***", "***", "***", "right"], [end.LastLines[1], .. end.LastLines.TakeLast(4).Skip(1)]);
        foreach (var shown in (string[])[Log, printed.ToString(), string.Join('\n', end.LastLines), await File.ReadAllTextAsync(Base + ".json")])
            foreach (var part in (string[])["p@ss", "w/ord", "cEBzcyB3L29yZCsx", "w%2ford"]) Assert.DoesNotContain(part, shown, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Inputs_and_source_are_laid_out_and_the_store_stays_as_it_is()
    {
        var stored = Outside("stored");
        await File.WriteAllTextAsync(stored, "approved");
        var source = Directory.CreateDirectory(Outside("source")).FullName;
        Directory.CreateDirectory(Path.Combine(source, "deep"));
        await File.WriteAllTextAsync(Path.Combine(source, "deep", "run.sh"), "#!/bin/sh\ncat in/shop.zip; chmod u+w in/shop.zip; echo changed > in/shop.zip\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(source, "deep", "run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(source, "link"), "deep/run.sh");
        var end = await Run(new ScriptOrder(Key, ["./link"]) { Source = source, Inputs = [new(stored, "in/shop.zip")] });
        Assert.Equal((ScriptOutcome.Succeeded, "approved"), (end.Outcome, end.LastLines.Single()));
        Assert.Equal("approved", await File.ReadAllTextAsync(stored));
    }

    [LinuxTheory]
    [InlineData("../up")]
    [InlineData("/up")]
    [InlineData("out/up")]
    public async Task An_input_stays_inside(string name)
    {
        var stored = Outside("stored");
        await File.WriteAllTextAsync(stored, "approved");
        var source = Directory.CreateDirectory(Outside("source")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(source, "out"), name == "out/up" ? "inner" : ".");
        var end = await Run(new ScriptOrder(Key, ["true"]) { Source = source, Inputs = [new(stored, name)] });
        Assert.Equal(ScriptOutcome.NotStarted, end.Outcome);
        Assert.Contains($"the file \"{name}\" would", end.Words, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Files_are_handed_on()
    {
        var end = await Run(Shell("mkdir -p dist/deep; echo a > dist/a.zip; echo bb > dist/deep/b.xml; ln -s a.zip dist/c.zip; echo no > other") with { Outputs = ["dist/*.zip", "dist/**/*.xml"] });
        Assert.Equal(ScriptOutcome.Succeeded, end.Outcome);
        Assert.Equal([("dist/a.zip", 2L), ("dist/c.zip", 2L), ("dist/deep/b.xml", 3L)], end.Files.Select(f => (f.Name, f.Bytes)));
        Assert.Equal("a\n", await File.ReadAllTextAsync(end.Files[1].Path));
    }

    [LinuxTheory]
    [InlineData("true", "no file matches \"dist/*\"")]
    [InlineData("mkdir dist; ln -s /etc/passwd dist/x", "leads outside")]
    [InlineData("mkdir dist; ln -s ../../../../../../../../../etc/passwd dist/x", "leads outside")]
    [InlineData("mkdir dist; ln -s /etc up; ln -s ../up/passwd dist/x", "leads outside")]
    [InlineData("mkdir dist; ln -s x dist/x", "leads outside")]
    [InlineData("ln -s /etc dist", "no file matches")]
    [InlineData("mkdir dist; mkfifo dist/x", "no plain file")]
    [InlineData("mkdir dist; head -c 2000 /dev/zero > dist/x", "at most 1,000 bytes")]
    [InlineData("mkdir dist; touch dist/1 dist/2 dist/3", "3 files are too many")]
    public async Task What_is_no_plain_file_of_its_own_is_refused(string text, string words)
    {
        var end = await Run(Shell(text) with { Outputs = ["dist/*"], Limits = new() { Handed = 1000, HandedFiles = 2 } });
        Assert.Equal((ScriptOutcome.FilesRefused, 0), (end.Outcome, end.ExitCode));
        Assert.Contains(words, end.Words, StringComparison.Ordinal);
        Assert.Empty(end.Files);
    }

    [LinuxFact]
    public async Task A_run_that_is_over_leaves_its_logs()
    {
        Runner.Begin(new(new(57, "long", 1), ["sleep", "300"]));
        await Run("mkdir -p a/b; touch a/b/c; chmod 555 a/b a; echo done");
        Assert.False(Runner.Remove(57));
        await Runner.Stop(new(57, "long", 1));
        Assert.True(Runner.Remove(57));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Root, "57")));
        Assert.StartsWith("done\n", Log, StringComparison.Ordinal);
        Assert.IsType<ScriptState.Ended>(Runner.Ask(Key));
    }

    [LinuxFact]
    public async Task Dotnet_runs_within_the_usual_limits()
    {
        var end = await Run(new ScriptOrder(Key, ["dotnet", "msbuild", "-version", "-nologo"]));
        Assert.Equal(ScriptOutcome.Succeeded, end.Outcome);
        Assert.Contains(end.LastLines, l => Version.TryParse(l, out _));
    }
}
