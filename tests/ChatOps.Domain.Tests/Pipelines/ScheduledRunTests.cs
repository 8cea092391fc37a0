using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Schedules;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>A run with a time: prepared and approved before, in line at the time, gone when it is too late.</summary>
public sealed class ScheduledRunTests
{
    private static readonly DateTimeOffset At = Noon.AddHours(3);

    private static readonly PlannedStart Start = new(At, At.AddHours(1), "2030-03-04 15:00 UTC");

    private static PipelineRun Planned(Domain.Projects.EnvironmentPolicy? environment = null) => new(
        "shop", RunDefinition.Of(Shop, environment ?? Staging), RunKind.Deploy, 1234, Developer, reason: null, Noon, start: Start);

    [Fact]
    public void People_are_asked_before_the_time_though_others_are_in_front()
    {
        var run = Planned().Asked(NothingAhead with { Ahead = Ahead(5) });

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Contains("scheduled for 2030-03-04 15:00 UTC", run.Notice);
        Assert.Equal((Verdict.Waiting, At), (run.Gate("scheduled").Verdict, run.Gate("scheduled").Until));
        Assert.Equal(new Wait(At), run.Next(Noon));
    }

    [Fact]
    public void It_joins_the_line_at_its_time() =>
        Assert.Equal((At, At.AddMinutes(5)), (Planned().Pinned().InLineSince, Planned().Pinned(At.AddMinutes(5)).InLineSince));

    [Fact]
    public void Before_its_time_it_stands_in_nobodys_way()
    {
        var planned = Planned().Pinned();
        Assert.Null(Line.Ahead(9, [planned.InLine! with { Run = 8 }, new(9, RunKind.Deploy, 1235, Noon.AddHours(2), IsApplying: false, RunStatus.Running)]));
    }

    [Fact]
    public void Approved_it_waits_for_its_time_and_goes_at_it()
    {
        var run = Planned().Asked();
        run.Vote(Approver);
        run.Observe(NothingAhead, Noon.AddHours(1));
        Assert.Equal((RunStatus.Queued, "scheduled for 2030-03-04 15:00 UTC"), (run.Status, run.Notice));
        Assert.Equal(new Wait(At), run.Next(Noon.AddHours(1)));

        run.Observe(NothingAhead, At);
        Assert.Equal((1, new VerifyStoredArtifacts()), (run.YesCount, run.Next(At)));
        run.StoreIsVerified();
        Assert.Equal(new CheckApprovers(), run.Next(At));
        run.ApproversAre([Approver.Standing()]);
        Assert.Equal(new ConfirmRelease(1234), run.Next(At));
        run.CiStillIs(Ci(), At);
        Assert.Equal(new BeginDeployment(), run.Next(At));
    }

    [Fact]
    public void At_its_time_it_waits_for_those_in_front()
    {
        var run = Planned(Dev).Pinned();
        run.Observe(NothingAhead with { Ahead = Ahead(5, isApplying: true) }, At);
        Assert.Equal((RunStatus.Queued, "behind #5 (run 1305, being deployed)"), (run.Status, run.Notice));
    }

    [Theory]
    [InlineData(60, RunStatus.Running)]
    [InlineData(61, RunStatus.Cancelled)]
    public void Late_by_too_much_it_is_cancelled_with_words(int minutes, RunStatus status)
    {
        var run = Planned(Dev).Pinned();
        run.TakeEvents();
        run.Observe(NothingAhead, At.AddMinutes(minutes));
        Assert.Equal(status, run.Status);
        Assert.Equal(status == RunStatus.Cancelled, run.Notice.Contains("it was scheduled for 2030-03-04 15:00 UTC", StringComparison.Ordinal));
        Assert.Single(run.Happened(), what => what is "run.due" or "run.cancelled");
    }

    [Fact]
    public void Once_somebody_was_there_at_the_time_waiting_is_not_lateness()
    {
        var run = Planned().Asked();
        run.Observe(NothingAhead, At);
        run.Observe(NothingAhead, At.AddHours(5));
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
    }

    [Fact]
    public void The_time_for_an_answer_begins_with_the_time()
    {
        var run = Planned().Asked();
        run.Observe(NothingAhead, At);
        run.Observe(NothingAhead, At.AddHours(24).AddSeconds(-1));
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        run.Observe(NothingAhead, At.AddHours(24));
        Assert.Equal((RunStatus.Cancelled, true), (run.Status, run.Notice.Contains("nobody answered in time")));
    }
}
