using System.Diagnostics;
using System.Text;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Projects;
using ChatOps.Tests.Conventions;

namespace ChatOps.Tests.Projects;

/// <summary>.chatops.yml of a repository: the stages as settings have them, and words with a line for all that is wrong.</summary>
public class RepositoryPipelineTests
{
    private const string Good = """
        # How the shop is released.
        stages:
          - name: build
            kind: script
            command: [dotnet, build, "-v:q"]
            environment: { CONFIGURATION: Release }
            outputs: [out/shop.zip]
            secrets:
              FEED: env:FEED_TOKEN
            limits: { memoryMegabytes: 1024 }
            timeout: 00:05:00
            retry: { count: 2, pause: 00:00:05, on: [TimedOut] }
          - name: to staging
            kind: deploy
            needs: [build]
            to: staging
          - name: smoke
            kind: verify
            needs: [to staging]
            url: "{url}/health"
            onFailure: ask
            when:
              branches:
                - main
          - { name: to production, kind: deploy, needs: [smoke], to: production }
        """;

    private static ProjectOptions Settings()
    {
        var settings = new ProjectOptions { PipelineFrom = PipelineFrom.Repository, PipelineSecrets = { "env:FEED_TOKEN" } };
        settings.Groups["approvers"] = ["U1"];
        settings.Environments["staging"] = new() { };
        settings.Environments["production"] = new() { After = { "staging" } };
        return settings;
    }

    private static (IReadOnlyList<StageDefinition> Stages, IReadOnlyList<string> Faults) Read(string yaml) => Read(Encoding.UTF8.GetBytes(yaml));

    private static (IReadOnlyList<StageDefinition> Stages, IReadOnlyList<string> Faults) Read(byte[] bytes) =>
        RepositoryPipeline.Read(new(".chatops.yml", "main", "7c1f0f9", bytes.Length, bytes.Length > RepositoryPipeline.MostBytes ? null : bytes), "shop", Settings());

    [Fact]
    public void It_holds_what_settings_hold()
    {
        var (stages, faults) = Read(Good);
        Assert.Empty(faults);
        Assert.Equal(["build", "to staging", "smoke", "to production"], stages.Select(s => s.Name));
        var build = stages[0];
        Assert.Equal(["dotnet", "build", "-v:q"], build.Script!.Command);
        Assert.Equal("Release", build.Script.Variables["CONFIGURATION"]);
        Assert.Equal("env:FEED_TOKEN", build.Script.Secrets["FEED"]);
        Assert.Equal((1024, TimeSpan.FromMinutes(5), 2, TimeSpan.FromSeconds(5)), (build.Script.Limits.MemoryMegabytes, build.Timeout, build.Retry.Count, build.Retry.Pause));
        Assert.Equal([StageOutcome.TimedOut], build.Retry.On);
        Assert.Equal((StageKind.SmokeTest, OnFailure.Ask, "{url}/health"), (stages[2].Kind, stages[2].OnFailure, stages[2].Http!.Url));
        Assert.Equal(["main"], stages[2].When!.Branches);
        Assert.Equal("production", stages[3].Environment);
    }

    [Fact]
    public void Line_ends_of_Windows_and_a_mark_at_the_beginning_change_nothing() => Assert.Empty(Read("\uFEFF" + Good.ReplaceLineEndings("\r\n")).Faults);

    [Fact]
    public void The_readme_shows_one_that_is_good()
    {
        var readme = Repository.Read("README.md");
        var start = readme.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var (stages, faults) = Read(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);
        Assert.Empty(faults);
        Assert.True(stages.Count > 3);
    }

    [Theory]
    [InlineData("    command: [a]\n", "    comand: [a]\n", "Line 5: stages:0:comand is no setting. Did you mean Command?")]
    [InlineData("kind: script", "kind: skript", "Line 4: stages:0:kind must be one of None, Ci, Script,")]
    [InlineData("    command: [a]\n", "", "Line 3: stages:0:Command is missing: the program and its arguments, one entry each.")]
    [InlineData("    command: [a]\n", "    command: make it\n", "Line 5: stages:0:command must be a list.")]
    [InlineData("    command: [a]\n", "    command: [a, ~]\n", "Line 5: this entry of a list is empty; write '' for an empty text.")]
    [InlineData("    command: [a]\n", "    command: [a]\n    environment: [A=1]\n", "Line 6: stages:0:environment must hold keys with their values.")]
    [InlineData("    command: [a]\n", "    command: [a]\n    timeout: 300\n", "Line 6: stages:0:timeout must be a time such as 00:00:20, and is \"300\".")]
    [InlineData("    command: [a]\n", "    command: [a]\n    timeout: 1000.00:00:00\n", "Line 6: stages:0:Timeout must not be above 1.00:00:00.")]
    [InlineData("    command: [a]\n", "    command: [a]\n    limits:\n      processes: 100000\n", "Line 7: stages:0:Limits:Processes must not be above 512.")]
    [InlineData("    command: [a]\n", "    command: [a]\n    needs: [biuld]\n", "Line 3: stages:0 (build) needs biuld, which is no stage of this pipeline.")]
    [InlineData("    command: [a]\n", "    command: [a]\n    needs: [staging]\n", "needs itself: build needs staging needs build.")]
    [InlineData("to: staging", "to: stagin", "Line 9: stages:1:To is stagin, which is no environment of this project.")]
    [InlineData("    command: [a]\n", "    command: [a]\n    maySkip: nobody\n", "Line 6: stages:0:MaySkip is nobody, which is no group of this project.")]
    [InlineData("  - name: build\n", "  - {}\n  - name: build\n", "Line 3: stages:0 holds nothing.")]
    public void A_mistake_is_told_with_its_line_and_key(string good, string bad, string words)
    {
        const string small = "# Two stages.\nstages:\n  - name: build\n    kind: script\n    command: [a]\n  - name: staging\n    kind: deploy\n    needs: [build]\n    to: staging\n";
        Assert.Empty(Read(small).Faults);
        var (stages, faults) = Read(small.Replace(good, bad, StringComparison.Ordinal));
        Assert.Empty(stages);
        Assert.Contains(faults, f => f.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("environments:\n  production:\n    approval: { count: 0 }\n", "Line 2: environments does not belong here: what protects an environment comes from the bot's settings only (Projects:shop:Environments).")]
    [InlineData("groups:\n  approvers: [U1]\n", "Line 2: groups does not belong here")]
    [InlineData("Gates: {}\n", "Line 2: Gates does not belong here")]
    [InlineData("channels: [x]\n", "Line 2: channels is no setting.")]
    public void Protection_never_comes_from_there(string more, string words) =>
        Assert.Contains(Read("stages: [{ name: a, kind: script, command: [a] }]\n" + more).Faults, f => f.StartsWith(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ name: ok, kind: approval, approval: { group: approvers, count: 1 } }", "stages:0:approval does not belong here: whether a release may go is said by the bot's settings only")]
    [InlineData("{ name: ok, kind: approval }", "stages:0:Kind is Approval: whether a release may go is said by the bot's settings only. Ask for it there, on the environment: Projects:shop:Environments:<name>:Approval.")]
    [InlineData("{ name: ok, kind: evidence, evidence: { requireTests: false } }", "stages:0:evidence does not belong here")]
    [InlineData("{ name: ok, kind: evidence }", "stages:0:Kind is Evidence: ")]
    [InlineData("{ name: ok, kind: deploy, to: staging, gates: [] }", "stages:0:gates does not belong here")]
    [InlineData("{ name: ok, kind: script, command: [a], gates: { branches: [main] } }", "stages:0:gates does not belong here: whether a release may go is said by the bot's settings only")]
    [InlineData("{ name: ok, kind: script, command: [a], secrets: { A: 'env:SLACK_TOKEN' } }", "stages:0:Secrets:A refers to env:SLACK_TOKEN, which Projects:shop:PipelineSecrets does not allow.")]
    [InlineData("{ name: ok, kind: http, url: 'https://a.example/', headers: { X: 'file:/etc/shadow' } }", "stages:0:Headers:X refers to file:/etc/shadow, which Projects:shop:PipelineSecrets does not allow.")]
    [InlineData("{ name: ok, kind: script, command: [a], secrets: { A: s3cr3t } }", "stages:0:Secrets:A is no reference.")]
    public void Nor_do_secrets_that_were_not_allowed(string stage, string words)
    {
        var faults = Read($"stages: [{stage}]\n").Faults;
        Assert.Contains(faults, f => f.StartsWith($"Line 1: {words}", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public void Environments_come_in_the_order_of_the_settings() => Assert.Equal(
        ["Line 2: stages:0:To is production, which the settings let come after staging: let this stage need the one that deploys to staging."],
        Read("stages:\n- { name: production, kind: deploy, to: production }\n- { name: staging, kind: deploy, to: staging, needs: [production] }\n").Faults);

    [Theory]
    [InlineData("a: &a [x, x]\nb: &b [*a, *a]\n", "Line 1: an anchor (&) is not read here")]
    [InlineData("stages: *a\n", "Line 1: an alias (*) is not read here")]
    [InlineData("stages: !!python/object/apply:os.system [x]\n", "Line 1: a tag (!) is not read here")]
    [InlineData("stages:\n- !!str name: a\n", "Line 2: ")]
    [InlineData("stages:\n- ? [a, b]\n  : c\n", "Line 2: a key must be a plain text")]
    [InlineData("stages: []\nstages: []\n", "Line 2: stages is there twice; it was in line 1 too")]
    [InlineData("stages:\n- name: a\n  NAME: b\n", "Line 3: stages:0:NAME is there twice; it was in line 2 too")]
    [InlineData("stages:\n- <<: { name: a }\n  kind: wait\n", "Line 2: stages:0:<< is no setting.")]
    [InlineData("stages:\n\t- name: a\n", "Line 2: it is indented with a tab")]
    [InlineData("stages:\n- name: a\0b\n", "Line 2: it holds a control character (U+0000)")]
    [InlineData("stages:\n- name: \"a\u001b[31m\"\n", "Line 2: it holds a control character (U+001B)")]
    [InlineData("stages: []\n---\nstages: []\n", "Line 2: a second document begins here")]
    [InlineData("stages:\n- name: \"a\n", "it is no proper YAML")]
    [InlineData("stages: [}\n", "Line 1: it is no proper YAML")]
    [InlineData("stages:0:name: a\n", "Line 1: a key must have 1 to 200 characters and no colon")]
    [InlineData("'stages:0:approval': a\n", "Line 1: a key must have 1 to 200 characters and no colon")]
    [InlineData("", "Line 1: it is empty.")]
    [InlineData("# nothing\n", "Line 1: it is empty.")]
    [InlineData("- a\n", "Line 1: it must begin with \"stages:\".")]
    [InlineData("stages:\n", "Line 1: stages holds no stage.")]
    [InlineData("stages: no\n", "Line 1: stages must be a list.")]
    [InlineData("stages: [x]\n", "Line 1: stages:0 must hold keys with their values.")]
    public void Hostile_or_broken_it_is_refused_in_words(string yaml, string words)
    {
        var (stages, faults) = Read(yaml);
        Assert.Empty(stages);
        Assert.Contains(words, faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Equal("Line 2: it is no text in UTF-8.", Assert.Single(Read([.. "a: b\n"u8, 0xFF, 0xFE, (byte)'\n']).Faults));

    [Fact]
    public void Too_much_of_anything_is_refused_at_once()
    {
        var start = Stopwatch.GetTimestamp();
        Assert.Equal("It has 1048576 bytes, and at most 65536 are read.", Assert.Single(Read(new string('#', 1 << 20)).Faults));
        Assert.Contains("nested deeper than 8", Assert.Single(Read("stages: " + new string('[', 30_000)).Faults));
        Assert.Contains("nested deeper than 8", Assert.Single(Read(string.Concat(Enumerable.Range(0, 300).Select(i => new string(' ', i) + "a:\n"))).Faults));
        Assert.Contains("nested deeper than 8", Assert.Single(Read(string.Concat(Enumerable.Repeat("{a: ", 10_000))).Faults));
        Assert.Contains("more than 5000 entries", Assert.Single(Read("stages: [" + string.Concat(Enumerable.Repeat("a,", 20_000)) + "]").Faults));
        Assert.Contains("longer than 4000", Assert.Single(Read("stages: " + new string('a', 50_000)).Faults));
        Assert.Contains("101 stages", Assert.Single(Read("stages:\n" + string.Concat(Enumerable.Range(0, 101).Select(i => $"- {{ name: s{i}, kind: wait, for: 00:00:01 }}\n"))).Faults));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"It took {Stopwatch.GetElapsedTime(start)}.");
    }

    [Fact]
    public void Stages_that_need_very_many_others_take_no_time()
    {
        // Fifty layers of two: a walk along each path would have 2^50 ways to go.
        var yaml = new StringBuilder("stages:\n- { name: s, kind: deploy, to: staging }\n");
        for (var i = 0; i < 49; i++)
            foreach (var side in "ab") yaml.Append($"- {{ name: {side}{i}, kind: {(side == 'a' ? "wait, for: '00:00:01'" : "script, command: [a]")}, needs: [{(i == 0 ? "s" : $"a{i - 1}, b{i - 1}")}] }}\n");
        yaml.Append("- { name: p, kind: deploy, to: production, needs: [a48, b48] }\n");
        var start = Stopwatch.GetTimestamp();
        var (stages, faults) = Read(yaml.ToString());
        Assert.Empty(faults);
        Assert.Equal(98, new PipelineGraph(stages).For("production", false).Count + new PipelineGraph(stages).For("staging", false).Count);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"It took {Stopwatch.GetElapsedTime(start)}.");
    }

    [Fact]
    public void Whatever_is_broken_in_it_there_are_words_and_nothing_is_thrown()
    {
        var random = new Random(20261121);
        var good = Encoding.UTF8.GetBytes(Good);
        var pieces = new[] { "&a ", "*a", "!!", "- ", ": ", "? ", "{", "}", "[", "]", "\"", "'", "|", ">", "%YAML 9.9\n", "---\n", "...\n", "\t", "\u0001", "~", "null", "\\x", "#", "\r", "<<: " }.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var bytes = good.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(3) == 0) bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                else if (random.Next(2) == 0) bytes[at] = (byte)random.Next(256);
                else bytes.InsertRange(at, pieces[random.Next(pieces.Length)]);
                if (bytes.Count == 0) bytes.Add((byte)'a');
            }

            var (stages, faults) = Read([.. bytes]);
            Assert.True(stages.Count > 0 != faults.Count > 0, Encoding.UTF8.GetString([.. bytes]));
            Assert.All(faults, f => Assert.Matches("^Line [0-9]+: .*\\.$", f.ReplaceLineEndings(" ")));
        }
    }
}
