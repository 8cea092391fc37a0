using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Projects;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>Stages that are in the project's repository: read once, before anything else, and the run's own from then on.</summary>
public sealed class RepositoryStagesTests
{
    private static readonly Project Elsewhere = Shop with { IsPipelineInRepository = true };
    private static readonly PipelineFile File = new(".chatops.yml", "main", "7c1f0f9d6f0b4b8e");

    private static PipelineRun ToDevAt(Project project) => new(
        "shop", RunDefinition.Of(project, World.Dev, fromSource: false, goesOn: true), RunKind.Deploy, 1234, Developer, reason: null, Noon);

    private static PipelineRun FromSourceAt(Project project) => new(
        "shop", RunDefinition.Of(project, World.Dev, fromSource: true, goesOn: true), RunKind.Deploy, ciRun: null, Developer, reason: null, Noon, source: new(null));

    [Fact]
    public void They_are_read_before_anything_else_and_then_it_goes_on_as_always()
    {
        var run = ToDevAt(Elsewhere);
        Assert.Equal(new ReadStages(), run.Next(Noon));
        run.TakeEvents();

        run.StagesAre(Elsewhere, new([Deployment("dev"), Script("integration", "dev"), Deployment("staging", "integration")]), File, Noon);

        Assert.IsType<IdentifyRequester>(run.Next(Noon));
        Assert.Contains(run.Stages, s => s is { Name: "integration", Part: StagePart.After });
        Assert.Equal(File, run.Definition.StagesFrom);
        Assert.Equal(["staging"], run.Definition.Following);
        var read = Assert.Single(run.TakeEvents());
        Assert.Equal(("stages.read", "1 of .chatops.yml (main, 7c1f0f9), for dev"), (read.What, read.Why));
        run.Asked();
        Assert.Equal(RunStatus.Running, run.Status);
    }

    [Fact]
    public void Read_twice_they_are_read_once()
    {
        var run = ToDevAt(Elsewhere);
        run.StagesAre(Elsewhere, new([Deployment("dev"), Script("one", "dev")]), File, Noon);
        run.StagesAre(Elsewhere, new([Deployment("dev"), Script("other", "dev")]), File, Noon);
        run.StagesAreRefused("late", Noon);
        Assert.Equal("one", Assert.Single(run.Stages, s => s.Part is not null).Name);
        Assert.False(run.Status.IsFinal());
    }

    [Fact]
    public void A_run_from_the_source_begins_where_the_file_says_with_that_environments_protection()
    {
        var run = FromSourceAt(Elsewhere);
        run.StagesAre(Elsewhere, new([Script("build"), Deployment("staging", "build"), Script("check", "staging")]), File, Noon);
        Assert.Equal(("staging", Staging), (run.Environment, run.Definition.Environment));
        Assert.Equal(new IdentifyRequester(Developer, "approvers"), run.Next(Noon));
        Assert.Equal(["build", "check"], run.Stages.Where(s => s.Part is not null).Select(s => s.Name));
        Assert.Contains(run.Stages, s => s.Name == "deploy to staging");
    }

    [Fact]
    public void A_stored_release_goes_where_it_was_asked_to_go_whatever_the_file_says()
    {
        var run = ToDevAt(Elsewhere);
        run.StagesAre(Elsewhere, new([Deployment("staging"), Script("check", "staging")]), File, Noon);
        Assert.Equal("dev", run.Environment);
        Assert.DoesNotContain(run.Stages, s => s.Part is not null);
    }

    [Fact]
    public void Nothing_to_begin_with_is_said_in_words()
    {
        var nowhere = FromSourceAt(Elsewhere);
        nowhere.StagesAre(Elsewhere, new([Script("build")]), File, Noon);
        Assert.Equal((RunStatus.Refused, true), (nowhere.Status, nowhere.Notice.StartsWith(".chatops.yml (main, 7c1f0f9) deploys to no environment", StringComparison.Ordinal)));

        var unmade = FromSourceAt(Elsewhere);
        unmade.StagesAre(Elsewhere, new([Deployment("dev"), Script("check", "dev")]), File, Noon);
        Assert.Equal((RunStatus.Refused, true), (unmade.Status, unmade.Notice.Contains("has no stages that make a release", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_is_bad_refuses_the_run_and_a_source_that_is_silent_does_not()
    {
        var run = ToDevAt(Elsewhere);
        run.TryAgainLater("CI gives no answer", Noon);
        Assert.Equal((RunStatus.Running, "CI gives no answer"), (run.Status, run.Notice));
        Assert.Equal(new ReadStages(), run.Next(Noon.AddMinutes(1)));

        run.StagesAreRefused("line 3 is wrong", Noon);
        Assert.Equal((RunStatus.Refused, "line 3 is wrong"), (run.Status, run.Notice));
        Assert.Equal(new NothingMore(), run.Next(Noon));
        Assert.Equal("Did not run: source, artifacts, deploy to dev, verify; CI was not asked about them: build, test", RunSummary.Of(run, new(null)).Split('\n')[1]);
    }

    [Fact]
    public void It_can_be_cancelled_before_they_are_read()
    {
        var run = ToDevAt(Elsewhere);
        Assert.Equal(VoteResult.Counted, run.Cancel(Developer.Standing(), Noon).Result);
        run.StagesAre(Elsewhere, new([Deployment("dev")]), File, Noon);
        Assert.Equal(RunStatus.Cancelled, run.Status);
    }

    [Fact]
    public void Going_back_reads_nothing() =>
        Assert.IsType<IdentifyRequester>(new PipelineRun("shop", RunDefinition.Of(Elsewhere, World.Dev), RunKind.Rollback, 1232, Developer, reason: null, Noon).Next(Noon));

    [Fact]
    public void Whatever_differs_in_a_stage_or_in_the_file_makes_another_decision()
    {
        var stage = Script("integration", "dev") with { Http = new("POST", "https://a.example/", null, new Dictionary<string, string>(), HttpDone.Answer, null, TimeSpan.FromSeconds(5)), Ci = new("load", new Dictionary<string, string>()) };
        StageDefinition[] others =
        [
            stage with { Name = "other" }, stage with { Kind = StageKind.SmokeTest }, stage with { Timeout = TimeSpan.FromHours(1) }, stage with { OnFailure = OnFailure.Continue },
            stage with { MaySkip = "approvers" }, stage with { Retry = new(1, TimeSpan.Zero, []) }, stage with { Retry = new(0, TimeSpan.Zero, [StageOutcome.Failed]) },
            stage with { When = new(["main"], [], [], new Dictionary<string, StageState>()) }, stage with { When = new([], ["main"], [], new Dictionary<string, StageState>()) },
            stage with { When = new([], [], [], new Dictionary<string, StageState> { ["dev"] = StageState.Passed }) },
            stage with { Script = stage.Script! with { Command = ["make", "integration", "x"] } }, stage with { Script = stage.Script with { Variables = new Dictionary<string, string> { ["A"] = "1" } } },
            stage with { Script = stage.Script with { Secrets = new Dictionary<string, string> { ["A"] = "env:A" } } }, stage with { Script = stage.Script with { Outputs = ["a"] } },
            stage with { Script = stage.Script with { Limits = new(Processes: 3) } }, stage with { Http = stage.Http! with { Method = "PUT" } }, stage with { Http = stage.Http with { Body = "{}" } },
            stage with { Http = stage.Http with { Headers = new Dictionary<string, string> { ["A"] = "env:A" } } }, stage with { Http = stage.Http with { Done = HttpDone.Poll } },
            stage with { Http = stage.Http with { PollUrl = "https://b.example/" } }, stage with { Ci = stage.Ci! with { Inputs = new Dictionary<string, string> { ["A"] = "1" } } },
            stage with { WaitFor = TimeSpan.FromHours(1) }, stage with { Evidence = new(RequireTests: true) }, stage with { Approval = new("approvers", 1, NotAuthors: true, TimeSpan.FromHours(1)) },
        ];
        var ids = others.Prepend(stage).Select(s => Decided(s, File)).Append(Decided(stage, File with { Commit = "other" })).Append(Decided(stage, null)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(Decided(stage, File), Decided(stage, File));
    }

    private static string Decided(StageDefinition stage, PipelineFile? file)
    {
        var graph = new PipelineGraph([Deployment("dev"), stage]);
        var run = ToDevAt(file is null ? Shop with { Graph = graph } : Elsewhere);
        if (file is not null) run.StagesAre(Elsewhere, graph, file, Noon);
        return run.Asked().Decision!.Id;
    }
}
