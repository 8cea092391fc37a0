using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

public sealed class StageTests
{
    private static readonly StageDefinition Dev = Deployment("dev", "test", "scan");
    private static readonly StageDefinition[] Source = [Script("build"), Script("test", "build"), Script("scan", "build"), Dev];

    [Fact]
    public void First_the_revision_is_asked_for()
    {
        var run = FromSource(Source).Identified();
        Assert.Equal(new FindRevision(null), run.Next(Noon));
        run.RevisionIs(Head, Noon);
        Assert.Equal(new BeginStage("build", 1), run.Look());
    }

    [Fact]
    public void What_has_no_path_between_runs_side_by_side()
    {
        var run = AtSource(Source);
        Assert.Equal(["build"], run.BeginAll());
        Assert.Equal(["test", "scan"], run.Ends("build").BeginAll());
    }

    [Fact]
    public void When_all_passed_the_run_is_recorded_and_deployed_like_every_other()
    {
        var run = AtSource(Source);
        foreach (var stage in new[] { "build", "test", "scan" })
        {
            run.BeginAll();
            run.Ends(stage);
        }

        Assert.Equal(new RecordCiRun(), run.Look());
        run.CiRunIsRecorded(1238, Noon);
        Assert.Equal(new ResolveRelease(1238), run.Look());
    }

    [Fact]
    public void One_that_fails_ends_the_run_and_names_what_ran_and_what_did_not()
    {
        var run = AtSource(Source);
        run.BeginAll();
        run.Ends("build").BeginAll();
        run.Ends("test", StageAnswer.Failed("2 of 9 failed"));
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal("test failed: 2 of 9 failed; nothing was changed", run.Notice);
        Assert.Equal("source Passed, build Passed, test Failed, scan Cancelled, artifacts Skipped, deploy to dev Skipped, verify Skipped", run.States());
    }

    [Fact]
    public void An_answer_of_an_earlier_try_is_not_recorded()
    {
        var run = AtSource(Script("build") with { Retry = new(1, TimeSpan.FromSeconds(10), [StageOutcome.Failed]) }, Deployment("dev", "build"));
        run.BeginAll();
        run.Ends("build", StageAnswer.Failed("no"));
        run.BeginAll(Noon.AddSeconds(10));
        run.StageAnswered("build", 1, StageAnswer.Passed(), Noon);
        Assert.Equal(StageState.Running, run.Stage("build").State);
    }

    [Fact]
    public void Tries_again_later_and_later_and_then_fails()
    {
        var run = AtSource(Script("build") with { Retry = new(2, TimeSpan.FromSeconds(10), [StageOutcome.Failed]) }, Deployment("dev", "build"));
        run.BeginAll();
        run.Ends("build", StageAnswer.Failed("no"));
        Assert.Equal(new Wait(Noon.AddSeconds(10)), run.Look());
        Assert.Equal(["build"], run.BeginAll(Noon.AddSeconds(10)));
        run.Ends("build", StageAnswer.Failed("no"), Noon.AddSeconds(10));
        Assert.Equal(new Wait(Noon.AddSeconds(30)), run.Look(Noon.AddSeconds(10)));
        run.BeginAll(Noon.AddSeconds(30));
        run.Ends("build", StageAnswer.Failed("no"), Noon.AddSeconds(30));
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public void Only_the_named_outcomes_are_worth_another_try()
    {
        var run = AtSource(Script("build") with { Retry = new(2, TimeSpan.Zero, [StageOutcome.TimedOut]) }, Deployment("dev", "build"));
        run.BeginAll();
        run.Ends("build", StageAnswer.Failed("no"));
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public void An_interrupted_try_is_begun_again_and_is_not_held_against_it()
    {
        var run = AtSource(Script("build"), Deployment("dev", "build"));
        for (var life = 0; life < 3; life++)
        {
            Assert.Equal(["build"], run.BeginAll());
            run.Ends("build", StageAnswer.Interrupted("the bot was stopped"));
        }

        Assert.Equal(["build"], run.BeginAll());
        run.Ends("build", StageAnswer.Interrupted("the bot was stopped"));
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public void A_failure_that_may_be_passed_over()
    {
        var run = AtSource(Script("lint") with { OnFailure = OnFailure.Continue }, Deployment("dev", "lint"));
        run.BeginAll();
        run.Ends("lint", StageAnswer.Failed("ugly"));
        Assert.Equal(new RecordCiRun(), run.Look());
        Assert.Equal(StageState.Failed, run.Stage("lint").State);
    }

    [Theory]
    [InlineData("release/*", StageState.Skipped)]
    [InlineData("ma?n", StageState.Waiting)]
    public void Runs_only_when_its_condition_holds(string branch, StageState state)
    {
        var run = AtSource(Script("build") with { When = new([branch], [], [], new Dictionary<string, StageState>()) }, Deployment("dev", "build"));
        run.Look();
        Assert.Equal(state, run.Stage("build").State);
    }

    [Fact]
    public void Runs_only_after_the_result_it_is_for()
    {
        var clean = Script("clean", "lint") with { When = new([], [], [], new Dictionary<string, StageState> { ["lint"] = StageState.Failed }) };
        var run = AtSource(Script("lint") with { OnFailure = OnFailure.Continue }, clean, Deployment("dev", "clean"));
        run.BeginAll();
        Assert.Equal(["clean"], run.Ends("lint", StageAnswer.Failed("ugly")).BeginAll());
    }

    [Fact]
    public void A_wait_passes_by_itself_and_wakes_the_run()
    {
        var run = ToDev(Deployment("before"), Waiting("soak", TimeSpan.FromHours(1), "before"), Deployment("dev", "soak")).Pinned();
        Assert.Equal(new Wait(Noon.AddHours(1)), run.Look());
        Assert.Null(run.InLineSince);
        run.Look(Noon.AddHours(1));
        Assert.Equal(StageState.Passed, run.Stage("soak").State);
        Assert.Equal(Noon.AddHours(1), run.InLineSince);
    }

    [Fact]
    public void Behind_the_deployment_stages_run_before_the_old_instance_is_stopped()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev"));
        Assert.True(run.IsBeingVerified);
        Assert.Equal(["integration"], run.BeginAll());
        run.Ends("integration").ToTheEnd();
        Assert.Equal(RunStatus.Succeeded, run.Status);
    }

    [Fact]
    public void One_that_fails_there_brings_back_what_ran_before()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev"));
        run.BeginAll();
        run.Ends("integration", StageAnswer.Failed("2 of 4 failed")).ToTheEnd();
        Assert.Equal(RunStatus.RolledBack, run.Status);
        Assert.Contains("integration failed: 2 of 4 failed", run.Notice);
        Assert.Equal(StageState.RolledBack, run.StageOf(StageKind.Deploy));
    }

    [Fact]
    public void Or_leaves_the_release_where_it_is_and_says_so()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev") with { OnFailure = OnFailure.Stop });
        run.BeginAll();
        run.Ends("integration", StageAnswer.Failed("2 of 4 failed")).ToTheEnd();
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.True(run.IsInPlace);
        Assert.Equal("1.4.0 (run 1234) serves dev, but integration failed: 2 of 4 failed. It was not rolled back", run.Notice);
    }

    [Fact]
    public void Cancelled_there_it_goes_back()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev"));
        run.BeginAll();
        Assert.True(run.CanBeCancelled);
        Assert.Equal(VoteResult.Counted, run.Cancel(Developer.Standing(), Noon).Result);
        run.Look();
        run.ToTheEnd();
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Equal(StageState.Cancelled, run.Stage("integration").State);
    }

    [Fact]
    public void A_rollback_runs_no_stages()
    {
        var run = new PipelineRun("shop", RunDefinition.Of(With(Deployment("dev"), Script("integration", "dev")), World.Dev), RunKind.Rollback, 1232, Developer, null, Noon);
        Assert.DoesNotContain(run.Stages, s => s.Part is not null);
    }

    // It ended while the question how it does was on its way: that answer is old.
    [Fact]
    public void A_word_that_comes_before_the_answer_is_not_lost()
    {
        var run = AtSource(Script("build"), Deployment("dev", "build"));
        run.StageIsRecorded((BeginStage)run.Look(), Noon);
        run.StageMayHaveEnded("build", Noon);
        run.StageAnswered("build", 1, StageAnswer.Running(TimeSpan.FromMinutes(1)), Noon);
        Assert.Equal(new AskStage("build", 1, TimeSpan.FromSeconds(3)), run.Look(Noon.AddSeconds(3)));
        run.StageAnswered("build", 1, StageAnswer.Running(TimeSpan.FromMinutes(1)), Noon);
        Assert.Equal(new Wait(Noon.AddMinutes(1)), run.Look());
    }
}
