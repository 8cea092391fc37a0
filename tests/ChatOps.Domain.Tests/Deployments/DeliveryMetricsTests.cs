using ChatOps.Domain.Deployments;

namespace ChatOps.Domain.Tests.Deployments;

public class DeliveryMetricsTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_nothing() => Assert.Equal(new DeliveryMetrics(0, 0, 0, null, null, null), DeliveryMetrics.Of([]));

    [Fact]
    public void What_is_taken_back_counts_as_failed_and_is_well_again_when_the_rollback_has_ended()
    {
        var metrics = DeliveryMetrics.Of([Deployed(10), Deployed(20), Deployed(30, isRollback: true), Deployed(40)]);
        Assert.Equal((3, 3, 1, 33), (metrics.Tried, metrics.Deployments, metrics.Failed, metrics.FailureRate));
        Assert.Equal(TimeSpan.FromMinutes(10), metrics.Restored);
    }

    [Fact]
    public void What_fails_is_well_again_with_the_next_that_serves()
    {
        var metrics = DeliveryMetrics.Of([Deployed(10, DeploymentOutcome.Failed), Deployed(20, DeploymentOutcome.OutcomeUnknown), Deployed(30), Deployed(40, DeploymentOutcome.RolledBack)]);
        // 21 and 11 minutes after each began, and 1 for what the bot took back itself.
        Assert.Equal((4, 1, 3, 75, TimeSpan.FromMinutes(11)), (metrics.Tried, metrics.Deployments, metrics.Failed, metrics.FailureRate, metrics.Restored));
    }

    [Fact]
    public void A_rollback_that_failed_takes_nothing_back_and_what_was_cancelled_does_not_count()
    {
        var metrics = DeliveryMetrics.Of([Deployed(10), Deployed(20, DeploymentOutcome.Failed, isRollback: true), Deployed(30, DeploymentOutcome.Cancelled)]);
        Assert.Equal((1, 1, 0, 0), (metrics.Tried, metrics.Deployments, metrics.Failed, metrics.FailureRate));
        Assert.Null(metrics.Restored);
    }

    [Theory]
    [InlineData(new[] { 5 }, 5)]
    [InlineData(new[] { 9, 1, 5 }, 5)]
    [InlineData(new[] { 8, 2 }, 5)]
    public void The_middle_is_told(int[] minutes, int middle)
    {
        var metrics = DeliveryMetrics.Of([.. minutes.Select((m, i) => Deployed(60 * (i + 1)) with { BuiltAt = Day.AddMinutes(60 * (i + 1) - m), Approval = TimeSpan.FromMinutes(m) })]);
        Assert.Equal((TimeSpan.FromMinutes(middle), TimeSpan.FromMinutes(middle)), (metrics.LeadTime, metrics.Approval));
    }

    private static Delivery Deployed(int minute, DeploymentOutcome outcome = DeploymentOutcome.Succeeded, bool isRollback = false) =>
        new(isRollback, outcome, Day.AddMinutes(minute - 1), Day.AddMinutes(minute));
}
