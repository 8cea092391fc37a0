using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;

namespace ChatOps.Tests.CiSources.Local;

public sealed class DemoCiTests
{
    public static TheoryData<long> Runs => [1233, 1234, 1235, 1236, 1237];

    [Theory]
    [InlineData(1233, "1.4.1", CiConclusion.Success)]
    [InlineData(1234, "1.4.2", CiConclusion.Success)]
    [InlineData(1235, "1.5.0", CiConclusion.Success)]
    [InlineData(1236, "1.5.1", CiConclusion.Failure)]
    [InlineData(1237, "1.4.3", CiConclusion.Success)]
    public async Task Each_run_tells_its_story(long id, string version, CiConclusion tests)
    {
        var run = (await DemoCi.Source.Find(id, default))!;
        Assert.Equal((version, tests), (run.Version, run.Conclusion));
        Assert.Equal(["build", "test", "security scan"], run.Jobs.Select(j => j.Name));
        Assert.Equal(tests, run.Jobs[1].Conclusion);
        Assert.Equal(["shop.zip", "junit.xml", "scan.sarif", "sbom.json", "coverage.cobertura.xml"], run.Artifacts.Select(a => a.Name));
        Assert.All(run.Artifacts, a => Assert.NotNull(a.Digest));
        var artifact = run.Artifacts[0];
        Assert.Equal(("shop.zip", new FileInfo(DemoCi.Zip(id)).Length), (artifact.Name, artifact.Size));
        Assert.Null(artifact.ExpiresAt);
    }

    [Theory]
    [InlineData(1233, "Tests 211 passed · Scan 0 critical, 0 high · Coverage 80.9 % · SBOM 2 components")]
    [InlineData(1234, "Tests 214 passed · Scan 0 critical, 0 high · Coverage 80.9 % · SBOM 2 components")]
    [InlineData(1236, "Tests 229 passed, 2 failed · Scan 0 critical, 0 high · Coverage 80.9 % · SBOM 2 components")]
    public async Task Each_run_s_reports_say_what_its_jobs_say(long id, string words)
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(DemoCi.Zip(id))!).Where(f => !f.EndsWith(".zip", StringComparison.Ordinal));
        var reports = new ReleaseReports([], [], [.. files.Select(f => new ReportFile(Path.GetFileName(f), File.ReadAllBytes(f)).Read())]);
        Assert.Equal(words, reports.Words);
        Assert.StartsWith((await DemoCi.Source.Find(id, default))!.Job("test")!.Summary.Split(':')[0], words["Tests ".Length..]);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Only_the_changed_run_has_other_bytes_than_recorded(long id)
    {
        var recorded = (await DemoCi.Source.Find(id, default))!.Artifacts[0].Digest!.Value;
        var bytes = await File.ReadAllBytesAsync(DemoCi.Zip(id));
        Assert.Equal(id != 1237, recorded.Hex == Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_system_s_own_tool_agrees(long id)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/sha256sum")) return;
        var start = new ProcessStartInfo("/usr/bin/sha256sum", ["--check", "--status", "--strict", "../SHA256SUMS"])
        {
            WorkingDirectory = Path.GetDirectoryName(DemoCi.Zip(id)),
        };
        using var tool = Process.Start(start)!;
        tool.WaitForExit();
        Assert.Equal(id != 1237, tool.ExitCode == 0);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_artifact_holds_what_runs_and_no_trace_of_the_machine(long id)
    {
        using var zip = ZipFile.OpenRead(DemoCi.Zip(id));
        string[] expected = ["Shop.deps.json", "Shop.dll", "Shop.runtimeconfig.json", "release.json"];
        Assert.Equal(expected, zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(entry.Open(), Encoding.Latin1);
            var bytes = text.ReadToEnd().Replace("\0", "");
            Assert.DoesNotContain(AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("tests", StringComparison.Ordinal)], bytes);
        }
    }

    [Fact]
    public async Task The_runs_are_of_one_history()
    {
        var source = DemoCi.Source;
        async Task<List<string>> Between(long from, long to)
        {
            var (a, b) = ((await source.Find(from, default))!, (await source.Find(to, default))!);
            return [.. (await source.Changes(a.Commit, b.Commit, default)).Select(c => c.Author)];
        }

        Assert.Equal(["developer", "second-developer"], await Between(1233, 1234));
        Assert.Equal(["developer", "second-developer"], await Between(1234, 1235));
        Assert.Equal(["second-developer"], await Between(1235, 1236));
        Assert.Equal(["developer"], await Between(1234, 1237));
        Assert.Empty(await Between(1234, 1233));
    }

    [Fact]
    public async Task Last_is_the_good_run() => Assert.Equal(1234, (await DemoCi.Source.FindLast(null, default))!.Id);
}
