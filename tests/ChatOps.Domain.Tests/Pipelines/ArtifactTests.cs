using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class ArtifactTests
{
    [Fact]
    public void Pinned_artifacts_put_the_run_in_line()
    {
        var run = Deploy(Staging).Resolved();
        Assert.Null(run.InLine);
        run.TakeEvents();

        run.ReleaseIs(Release(), Noon.AddMinutes(1));

        Assert.Equal(Noon.AddMinutes(1), run.InLine!.InLineSince);
        Assert.Equal("shop.zip", run.ArtifactToDeploy!.Name);
        Assert.Equal($"shop.zip {DigestOf("shop 1234").Short}", run.Stage("artifacts").Words);
        var pinned = Assert.Single(run.TakeEvents());
        Assert.Equal(("artifacts.pinned", DigestOf("shop 1234")), (pinned.What, pinned.Digest));
    }

    [Fact]
    public void Changed_bytes_are_refused()
    {
        var run = Deploy(Staging).Resolved();

        run.ReleaseIsRefused("shop.zip is not what CI made", Noon);

        Assert.Equal((RunStatus.Refused, "shop.zip is not what CI made"), (run.Status, run.Notice));
        Assert.Equal("source Passed, build Passed, test Passed, artifacts Failed, deploy to staging Skipped, verify Skipped", run.States());
        Assert.Equal(Verdict.Refused, run.Gate("artifact digests").Verdict);
    }

    [Fact]
    public void A_rollback_needs_no_CI_only_the_bytes()
    {
        var run = Rollback(Staging).Identified();

        Assert.Equal(new TakeInArtifacts(), run.Next(Noon));
        Assert.Equal("artifacts Running, deploy to staging Waiting, verify Waiting", run.States());
        run.ReleaseIsRefused("shop.zip is damaged in the store", Noon);
        Assert.Equal("artifacts Failed, deploy to staging Skipped, verify Skipped", run.States());
    }

    [Fact]
    public void Of_several_artifacts_the_named_one_is_deployed()
    {
        var run = Deploy(Staging, project: Shop with { Artifact = "shop.zip" }).Resolved();

        run.ReleaseIs(Release(1234, "docs.zip", "shop.zip"), Noon);

        Assert.Equal("shop.zip", run.ArtifactToDeploy!.Name);
        Assert.NotNull(run.InLine);
    }

    [Fact]
    public void Several_artifacts_of_which_none_is_named_are_refused_with_the_setting_to_make()
    {
        var run = Deploy(Staging).Resolved();

        run.ReleaseIs(Release(1234, "docs.zip", "shop.zip"), Noon);

        Assert.Equal((RunStatus.Refused, "run 1234 made 2 artifacts; the settings must name the one to deploy (Projects:shop:Artifact)"), (run.Status, run.Notice));
        Assert.Null(run.InLine);
    }

    [Fact]
    public void A_named_artifact_that_was_not_made_is_refused_with_those_that_were()
    {
        var run = Deploy(Staging, project: Shop with { Artifact = "shop.tar" }).Resolved();

        run.ReleaseIs(Release(1234, "docs.zip", "shop.zip"), Noon);

        Assert.Equal("run 1234 made no artifact named shop.tar; it made: docs.zip, shop.zip", run.Notice);
    }

    [Fact]
    public void Bytes_that_changed_in_the_store_after_they_were_pinned_are_not_deployed()
    {
        var run = Deploy(Dev).Asked();
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));

        run.ReleaseIsRefused("shop.zip was changed in the store", Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Equal((StageState.Failed, StageState.Skipped), (run.Stage("artifacts").State, run.Stage("deploy to dev").State));
        Assert.Equal("shop.zip was changed in the store", run.Gate("artifact digests").Words);
    }

    [Fact]
    public void A_release_that_arrives_after_a_cancel_is_not_put_in_line()
    {
        var run = Deploy(Staging).Resolved();
        run.Cancel(Developer.Standing(), Noon);

        run.ReleaseIs(Release(), Noon);

        Assert.Null(run.InLine);
        Assert.Equal(StageState.Cancelled, run.Stage("artifacts").State);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(500, 60)]
    public void What_gives_no_answer_is_asked_again_later_and_later_but_at_least_every_minute(int failures, int seconds)
    {
        var run = Deploy(Staging).Resolved();

        for (var i = 0; i < failures; i++) run.TryAgainLater("the store is full", Noon);

        Assert.Equal(new Wait(Noon.AddSeconds(seconds)), run.Next(Noon));
        Assert.Equal(new TakeInArtifacts(), run.Next(Noon.AddSeconds(seconds)));
    }

    [Fact]
    public void An_answer_ends_the_waiting_and_the_next_trouble_begins_small_again()
    {
        var run = Deploy(Dev).Resolved();
        for (var i = 0; i < 6; i++) run.TryAgainLater("the store is full", Noon);

        run.ReleaseIs(Release(), Noon);
        Assert.Equal("", run.Notice);
        run.Observe(NothingAhead, Noon);
        run.TryAgainLater("CI did not answer", Noon);

        Assert.Equal(new Wait(Noon.AddSeconds(2)), run.Next(Noon));
    }

    [Fact]
    public void The_same_trouble_is_told_and_audited_once()
    {
        var run = Deploy(Staging).Asked();
        run.Vote(Approver);
        run.Observe(NothingAhead, Noon);
        run.TakeEvents();

        for (var i = 0; i < 4; i++)
        {
            run.TryAgainLater("the store can't be read", Noon);
            run.Observe(NothingAhead, Noon);
            Assert.Equal("the store can't be read", run.Notice);
        }

        Assert.Equal(["run.waits"], run.Happened());
        run.StoreIsVerified();
        run.Observe(NothingAhead, Noon);
        Assert.Equal("", run.Notice);
    }
}
