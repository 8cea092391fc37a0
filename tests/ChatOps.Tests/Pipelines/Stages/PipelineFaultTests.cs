using ChatOps.Hosting;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Faults of a pipeline's settings: the bot does not start, and says which setting and what to write instead.</summary>
public class PipelineFaultTests
{
    private const string Key = "Projects:shop:Pipeline";

    [Theory]
    [InlineData("0:Needs:0", "dev", Key + ":0 (build) needs itself: build needs dev needs check needs build.")]
    [InlineData("1:Needs:0", "biuld", Key + ":1 (check) needs biuld, which is no stage of this pipeline.")]
    [InlineData("1:Name", "Build", Key + ":0 (build) is there twice; each stage needs a name of its own.")]
    [InlineData("1:Name", "", Key + ":1:Name is missing.")]
    [InlineData("1:Name", "a/b", Key + ":1:Name must not hold a slash or a control character.")]
    [InlineData("2:To", "nowhere", Key + ":2:To is nowhere, which is no environment of this project.")]
    [InlineData("2:To", "", Key + ":2:To is missing.")]
    [InlineData("3:To", "dev", Key + ":3 (staging) deploys to dev, and so does dev; one stage for each environment.")]
    [InlineData("1:Command", null, Key + ":1:Command is missing: the program and its arguments, one entry each.")]
    [InlineData("1:Secrets:TOKEN", "hunter2", Key + ":1:Secrets:TOKEN is no reference. Write env:NAME or file:/path; the secret itself does not belong in the settings.")]
    [InlineData("1:MaySkip", "nobody", Key + ":1:MaySkip is nobody, which is no group of this project.")]
    [InlineData("4:Approval:Group", "nobody", Key + ":4:Approval must name one of the project's groups and a Count and ExpiresAfter above 0, and 30 days at most.")]
    [InlineData("1:Kind", null, Key + ":1:Kind is missing. It is one of Ci, Script, Http, Evidence, Deploy, Verify, Wait, Approval.")]
    [InlineData("1:Kind", "Scirpt", Key + ":1:Kind must be one of")]
    [InlineData("1:Timeout", "00:00:00", Key + ":1:Timeout must be above 0, and 30 days at most.")]
    [InlineData("1:Timeout", "10000.00:00:00", Key + ":1:Timeout must be above 0, and 30 days at most.")]
    [InlineData("1:Retry:Count", "11", Key + ":1:Retry:Count must be between 0 and 10.")]
    [InlineData("1:Retry:Pause", "9.00:00:00", Key + ":1:Retry:Pause must not be below 0, nor above 1 day.")]
    [InlineData("1:Limits:Processes", "0", Key + ":1:Limits must be above 0.")]
    [InlineData("1:When:Results:staging", "Passed", Key + ":1 (check) looks at the result of staging, but does not need it, so it may begin before that has ended; name it in Needs.")]
    [InlineData("1:When:Results:bulid", "Passed", Key + ":1 (check) looks at the result of bulid, which is no stage of this pipeline.")]
    [InlineData("5:Url", "load.example.com", Key + ":5:Url is no address. It begins with http://, https:// or {url}.")]
    [InlineData("5:PollUrl", "/state", Key + ":5:PollUrl is no address. It begins with http://, https:// or {url}.")]
    [InlineData("5:Method", "G ET", Key + ":5:Method must be a word such as GET or POST.")]
    [InlineData("5:Name", "läuft", Key + ":5:Name must be plain ASCII for this kind of stage: it is sent in a header.")]
    [InlineData("1:Gates:Branches:0", " ", Key + ":1:Gates:Branches holds an empty pattern; write main, or release/*.")]
    [InlineData("5:Gates:MinAge", "00:00:00", Key + ":5:Gates:MinAge must be above 0; leave it out if it is not wanted.")]
    [InlineData("1:Gates:MinAge", "01:00:00", Key + ":1:Gates:MinAge looks at the release's age, and check helps to make it: there is none yet. Set it on a stage behind a deployment, or on the environment.")]
    [InlineData("4:Gates:MaxCommits", "5", Key + ":4:Gates:MaxCommits counts what a deployment brings, and sign-off stands in front of it: they are not counted yet. Set it on the environment, or on a stage behind the deployment.")]
    [InlineData("1:Gates:Windows:0", "Mon-Fri 9 to 17", Key + ":1:Gates:Windows:0 can't be read. \"9\" is no from-to")]
    [InlineData("1:Gates:Http:0:Name", "incidents", Key + ":1:Gates:Http:0:Url is not an address: it begins with https:// or http://.")]
    [InlineData("1:Gates:Soak", "01:00:00", Key + ":1:Gates:Soak looks at environments, so no stage can ask it. Set it in the Gates of the environment.")]
    [InlineData("1:Gates:HealthBefore", "true", Key + ":1:Gates:HealthBefore looks at environments, so no stage can ask it.")]
    [InlineData("1:Gates:OnlyNewer", "true", Key + ":1:Gates:OnlyNewer looks at environments, so no stage can ask it.")]
    [InlineData("1:Gates:Window", "x", Key + ":1:Gates:Window is no setting. Did you mean Windows?")]
    [InlineData("2:Gates:Branches:0", "main", Key + ":2:Gates has no effect: in front of a deployment stand the gates of its environment. Set them at Projects:shop:Environments:dev:Gates.")]
    [InlineData("1:Comand:0", "make", Key + ":1:Comand is no setting. Did you mean Command?")]
    public async Task One_fault_is_told_with_its_key(string key, string? value, string told)
    {
        await using var world = await StageBed.Of(Storage.Sqlite, (p, _) => Good(p));
        if (value is null) world.Settings.Without($"{Key}:{key}");
        else world.Settings.Set($"{Key}:{key}", value);
        var refused = Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(world.Settings.Arguments()));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Outputs:0", "out/*.zip", Key + ":6:Outputs must hold names of artifacts, such as test-results or *-report; * stands for any characters.")]
    [InlineData("Evidence:RequireTests", "true", Key + ":6:Evidence is looked for in what the workflow's run uploads: name those artifacts in Outputs.")]
    public async Task What_a_workflow_leaves_is_named_by_the_names_of_artifacts(string key, string value, string told)
    {
        await using var world = await StageBed.Of(Storage.Sqlite, (p, _) => Good(p).Stage("Ci", "nightly", "load").With("Workflow", "nightly.yml").With(key, value));
        Assert.Contains(told, Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(world.Settings.Arguments())).Message, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Without_a_fault_it_starts_and_with_one_the_process_says_so_and_ends(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => Good(p));
        await (await world.StartBot()).Stop();
        world.Settings.Set($"{Key}:0:Needs:0", "dev");
        await using var bot = BotProcess.Start(world.Settings.Arguments());
        Assert.Equal(1, await bot.End());
        Assert.Contains($"{Key}:0 (build) needs itself: build needs dev needs check needs build.", bot.Output);
        Assert.DoesNotContain("   at ", bot.Output);
    }

    // Forty layers of two, each needing both before: as many ways as there are grains of sand.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_pipeline_of_many_layers_is_read_at_once(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) =>
        {
            p.Script("a0", "true").Script("b0", "true");
            for (var i = 1; i < 40; i++) p.Script($"a{i}", "true", $"a{i - 1}", $"b{i - 1}").Script($"b{i}", "true", $"a{i - 1}", $"b{i - 1}");
            p.Deploy("dev", "a39", "b39");
        });
        await world.StartBot().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Pipeline Good(Pipeline pipeline) => pipeline
        .Script("build", "true").Script("check", "true", "build").Deploy("dev", "check").Deploy("staging", "sign-off")
        .Stage("Approval", "sign-off", "dev").With("Approval:Group", "approvers").Stage("Http", "load", "staging").With("Url", "http://load.example.com/");
}
