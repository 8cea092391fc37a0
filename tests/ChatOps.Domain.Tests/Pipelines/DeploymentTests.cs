using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class DeploymentTests
{
    [Fact]
    public void The_orders_are_given_one_after_the_other_and_then_it_has_succeeded()
    {
        var run = Deploy(Staging).Begun();
        var given = new List<StepKind>();

        while (run.Next(Noon) is GiveOrder due && given.Count < 20)
        {
            Assert.False(due.IsRecorded);
            var order = run.OrderIsRecorded(Noon);
            Assert.Equal(3, order.Token);
            given.Add(order.Kind);
            run.OrderIsDone(order.Kind, "", Noon);
        }

        Assert.Equal(
            [StepKind.Prepare, StepKind.Start, StepKind.CheckHealth, StepKind.SwitchTraffic, StepKind.VerifyServed, StepKind.StopPrevious], given);
        Assert.Equal((RunStatus.Succeeded, "1.4.0 (run 1234) serves staging"), (run.Status, run.Notice));
        Assert.All(run.Stages, s => Assert.Equal(StageState.Passed, s.State));
        Assert.True(run.IsInPlace);
        Assert.False(run.IsApplying);
        Assert.Equal(Noon, run.FinishedAt);
    }

    [Fact]
    public void Beginning_tells_what_is_replaced_and_by_which_bytes()
    {
        var begun = Deploy(Staging).Begun().LastEvent();

        Assert.Equal(("deployment.begun", "token 3, replaces run 1233 (1.3.0)", DigestOf("shop 1234")), (begun.What, begun.Why, begun.Digest));
    }

    [Fact]
    public void Every_order_is_recorded_before_it_is_given()
    {
        var run = Deploy(Staging).Begun();
        run.TakeEvents();

        run.OrderIsDone(StepKind.Prepare, "not given yet", Noon);
        Assert.Empty(run.TakeEvents());

        Assert.Equal(new GiveOrder(3, StepKind.Prepare, IsRecorded: false), run.OrderIsRecorded(Noon));
        Assert.Equal(["order.recorded"], run.Happened());
        Assert.Equal("checking and unpacking the artifact", run.Notice);
    }

    [Fact]
    public void After_a_crash_the_same_order_is_asked_again_and_not_recorded_twice()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.TakeEvents();
        var version = run.Version;

        Assert.Equal(new GiveOrder(3, StepKind.Start, IsRecorded: true), run.Next(Noon.AddMinutes(5)));
        Assert.Equal(new GiveOrder(3, StepKind.Start, IsRecorded: true), run.OrderIsRecorded(Noon.AddMinutes(5)));

        Assert.Empty(run.TakeEvents());
        Assert.Equal(version, run.Version);
        Assert.Equal(Noon, run.Attempt!.Current!.BegunAt);
    }

    [Fact]
    public void An_answer_to_another_order_or_a_second_answer_changes_nothing()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.OrderIsDone(StepKind.Start, "", Noon);
        var version = run.Version;

        run.OrderIsDone(StepKind.Start, "", Noon);
        run.OrderFailed(StepKind.Start, "late", "", Noon);
        run.OrderFailed(StepKind.SwitchTraffic, "early", "", Noon);

        Assert.Equal(version, run.Version);
        Assert.Equal(StepKind.CheckHealth, run.Attempt!.Current!.Kind);
    }

    [Fact]
    public void Answers_to_earlier_questions_do_not_disturb_a_deployment()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        var version = run.Version;

        run.ReleaseIsRefused("late", Noon);
        run.StoreIsVerified();
        run.RequesterIs(Developer.Standing(MemberKind.Guest), Noon);
        run.TryAgainLater("late", Noon);

        Assert.Equal((RunStatus.Running, version), (run.Status, run.Version));
    }

    [Fact]
    public void The_deploy_stage_passes_with_the_traffic_and_the_verify_stage_when_the_environment_answers()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        Assert.Equal((StageState.Running, StageState.Waiting), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));

        run.At(StepKind.VerifyServed);
        Assert.Equal((StageState.Passed, StageState.Running), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));

        run.At(StepKind.StopPrevious);
        Assert.Equal((StageState.Passed, StageState.Passed), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
    }

    [Fact]
    public void An_old_instance_that_can_not_be_stopped_is_a_remark_and_no_failure()
    {
        var run = Deploy(Staging).At(StepKind.StopPrevious);

        run.OrderFailed(StepKind.StopPrevious, "it does not stop", "", Noon);

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal("The old instance could not be stopped", Assert.Single(run.TakeRemarks()).Heading);
    }

    [Fact]
    public void A_newer_attempt_ends_this_one()
    {
        var run = Deploy(Staging).At(StepKind.Start);

        run.IsSuperseded("attempt 4 has staging", Noon);
        run.IsSuperseded("attempt 4 has staging", Noon);

        Assert.Equal((RunStatus.Failed, "attempt 4 has staging"), (run.Status, run.Notice));
        Assert.Equal((StageState.Failed, StageState.Skipped), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
        Assert.False(run.IsInPlace);
    }
}
