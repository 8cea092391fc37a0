using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>Stages that ask people, and what people say to single stages.</summary>
public sealed class StagePeopleTests
{
    [Fact]
    public void An_approval_stage_asks_and_goes_on()
    {
        var run = ToDev(Deployment("before"), Asking("sign-off", "before"), Deployment("dev", "sign-off")).Pinned();
        run.Look();
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(VoteResult.Refused, run.Decide(Developer.Standing(), true, null, run.DecisionShown, Noon).Result);
        Assert.Equal(VoteResult.Counted, run.Decide(Approver.Standing(), true, null, run.DecisionShown, Noon).Result);
        run.Look();
        Assert.Equal(StageState.Passed, run.Stage("sign-off").State);
        Assert.Equal("by approver", run.Stage("sign-off").Words);
    }

    [Fact]
    public void A_vote_for_a_stage_is_none_for_the_deployment()
    {
        var project = With(Deployment("dev"), Asking("sign-off", "dev"), Deployment("staging", "sign-off"));
        var run = new PipelineRun("shop", RunDefinition.Of(project, Staging, false, false), RunKind.Deploy, 1234, Developer, null, Noon).Pinned();
        run.Look();
        run.Decide(Approver.Standing(), true, null, run.DecisionShown, Noon);
        run.Look();
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(0, run.YesCount);
    }

    [Fact]
    public void Nobody_answers_an_approval_stage()
    {
        var run = ToDev(Deployment("before"), Asking("sign-off", "before"), Deployment("dev", "sign-off")).Pinned();
        run.Look();
        run.Look(Noon.AddHours(2));
        Assert.Equal("sign-off failed: nobody answered in time; nothing was changed", run.Notice);
    }

    [Fact]
    public void A_person_is_asked_and_tries_again()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev") with { OnFailure = OnFailure.Ask });
        run.BeginAll();
        run.Ends("integration", StageAnswer.Failed("flaky"));
        Assert.Equal("integration", Assert.Single(run.AskingWhatNow).Name);
        Assert.Equal(new Wait(Noon + PipelineRun.AskPeopleFor), run.Look());
        Assert.Equal(VoteResult.Refused, run.RetryStage("integration", SecondDeveloper.Standing(), Noon).Result);
        Assert.Equal(VoteResult.Counted, run.RetryStage("integration", Developer.Standing(), Noon).Result);
        Assert.Equal(["integration"], run.BeginAll());
        run.Ends("integration").ToTheEnd();
        Assert.Equal(RunStatus.Succeeded, run.Status);
    }

    [Fact]
    public void Nobody_says_what_now_so_it_goes_back()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev") with { OnFailure = OnFailure.Ask });
        run.BeginAll();
        run.Ends("integration", StageAnswer.Failed("flaky"));
        run.Look(Noon + PipelineRun.AskPeopleFor);
        run.ToTheEnd();
        Assert.Equal(RunStatus.RolledBack, run.Status);
    }

    [Fact]
    public void Skipped_with_a_reason_by_those_who_may()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev") with { OnFailure = OnFailure.Ask, MaySkip = "approvers" });
        run.BeginAll();
        Assert.Equal(VoteResult.Refused, run.SkipStage("integration", "it is late", Developer.Standing(), Noon).Result);
        Assert.Equal(VoteResult.Counted, run.SkipStage("Integration", "it is late", Approver.Standing(), Noon).Result);
        Assert.Equal("skipped by approver: it is late", run.Stage("integration").Words);
        run.Look();
        run.ToTheEnd();
        Assert.Equal(RunStatus.Succeeded, run.Status);
    }

    [Fact]
    public void One_that_nobody_may_skip()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev"));
        run.BeginAll();
        Assert.Equal("integration can't be skipped: the pipeline does not allow it.", run.SkipStage("integration", "late", Approver.Standing(), Noon).Words);
        Assert.StartsWith($"Run #{run.Id} has no stage of that name. It has: integration.", run.SkipStage("smoke", "late", Approver.Standing(), Noon).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void An_approval_stage_that_is_asked_about_asks_people_anew()
    {
        var run = ToDev(Deployment("before"), Asking("sign-off", "before") with { OnFailure = OnFailure.Ask }, Deployment("dev", "sign-off")).Pinned();
        run.Look();
        run.Decide(Approver.Standing(), false, "no", run.DecisionShown, Noon);
        Assert.IsType<Wait>(run.Look());
        Assert.Equal("sign-off failed: approver said no: no. Press Retry stage, or cancel", run.Notice);
        run.RetryStage("sign-off", Developer.Standing(), Noon);
        Assert.IsType<Wait>(run.Look());
        Assert.Equal((StageState.Running, 2, RunStatus.WaitingForApproval), (run.Stage("sign-off").State, run.Stage("sign-off").Try, run.Status));
    }

    [Fact]
    public void What_to_do_about_one_stays_on_the_card_while_others_go_on()
    {
        var run = AtSource(Script("lint") with { OnFailure = OnFailure.Ask }, Script("build"), Script("test", "build"), Deployment("dev", "lint", "test"));
        run.BeginAll();
        run.Ends("lint", StageAnswer.Failed("ugly"));
        Assert.Equal(["test"], run.Ends("build").BeginAll());
        Assert.Equal("lint failed: ugly. Press Retry stage, or cancel", run.Notice);
    }
}
