using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class CiRunTests
{
    [Fact]
    public void A_good_run_goes_on_to_its_artifacts()
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(), Noon);

        Assert.Equal(new TakeInArtifacts(), run.Next(Noon));
        Assert.Equal("source Passed, build Passed, test Passed, artifacts Running, deploy to staging Waiting, verify Waiting", run.States());
        Assert.Equal("main commit-", run.Stage("source").Words);
        Assert.Equal("214 passed, 2 failed", run.Stage("test").Words);
        Assert.Equal(TimeSpan.FromMinutes(1), run.Stage("test").Took(Noon));
    }

    [Fact]
    public void The_newest_good_run_becomes_a_run_with_a_number()
    {
        var run = Deploy(Staging, ciRun: null).Identified();
        Assert.Equal(new ResolveRelease(CiRun: null), run.Next(Noon));

        run.CiRunIs(Ci(id: 1299), Noon);

        Assert.Equal(1299, run.CiRun);
    }

    [Theory]
    [InlineData(1, RunStatus.Running)]
    [InlineData(2, RunStatus.Refused)]
    public void An_attempt_that_was_named_is_the_only_one_meant(int asked, RunStatus status)
    {
        var run = new PipelineRun("shop", RunDefinition.Of(Shop, Staging), RunKind.Deploy, 1234, Developer, reason: null, Noon, of: new(Branch: null, asked)).Identified();

        run.CiRunIs(Ci(), Noon);

        Assert.Equal(status, run.Status);
        if (status == RunStatus.Refused) Assert.StartsWith("run 1234 is at attempt 1, and attempt 2 was asked for", run.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_is_refused_and_names_what_failed()
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(CiConclusion.Failure, test: CiConclusion.Failure), Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Equal("run 1234 failed in CI: test (214 passed, 2 failed); mend it and deploy the run that passes", run.Notice);
        Assert.Equal("source Passed, build Passed, test Failed, artifacts Skipped, deploy to staging Skipped, verify Skipped", run.States());
    }

    [Theory]
    [InlineData(CiConclusion.Cancelled, "run 1234 was cancelled; run it again, or choose another run")]
    [InlineData(CiConclusion.Skipped, "run 1234 was skipped, so it tested nothing; choose another run")]
    [InlineData(CiConclusion.Unknown, "how run 1234 ended could not be told, and that is not good enough to deploy")]
    public void Only_a_run_that_ended_well_is_deployed(CiConclusion conclusion, string words)
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(conclusion), Noon);

        Assert.Equal((RunStatus.Refused, words), (run.Status, run.Notice));
        Assert.Equal(Verdict.Refused, run.Gate("CI run").Verdict);
    }

    [Theory]
    [InlineData(CiConclusion.Failure, "test failed: 214 passed, 2 failed")]
    [InlineData(CiConclusion.Cancelled, "test did not pass: 214 passed, 2 failed")]
    [InlineData(CiConclusion.Skipped, "test did not pass: 214 passed, 2 failed")]
    [InlineData(CiConclusion.Unknown, "test did not pass: 214 passed, 2 failed")]
    public void A_stage_that_did_not_pass_refuses_also_a_run_that_ended_well(CiConclusion test, string words)
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(test: test), Noon);

        Assert.Equal((RunStatus.Refused, words), (run.Status, run.Notice));
    }

    [Fact]
    public void A_job_that_the_pipeline_asks_for_and_CI_does_not_have_refuses()
    {
        var run = Deploy(Staging, project: Shop with { CiStages = ["build", "security scan"] }).Identified();

        run.CiRunIs(Ci(), Noon);

        Assert.Equal((RunStatus.Refused, "run 1234 has no job named security scan, and this pipeline asks for it"), (run.Status, run.Notice));
        Assert.Equal(StageState.Failed, run.Stage("security scan").State);
    }

    [Fact]
    public void Jobs_are_found_in_any_case() =>
        Assert.Equal(new TakeInArtifacts(), Deploy(Staging, project: Shop with { CiStages = ["Build", "TEST"] }).Resolved().Next(Noon));

    [Fact]
    public void A_run_that_is_still_running_is_waited_for()
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(CiConclusion.Running, test: CiConclusion.Running), Noon);

        Assert.Equal(new Wait(Noon.AddSeconds(15)), run.Next(Noon));
        Assert.Equal(new ResolveRelease(1234), run.Next(Noon.AddSeconds(15)));
        Assert.Contains("still running", run.Notice);
        Assert.Equal("source Passed, build Passed, test Running, artifacts Waiting, deploy to staging Waiting, verify Waiting", run.States());

        run.CiRunIs(Ci(), Noon.AddSeconds(15));

        Assert.Equal(new TakeInArtifacts(), run.Next(Noon.AddSeconds(15)));
        Assert.Equal("", run.Notice);
    }

    [Fact]
    public void A_run_that_is_still_running_is_waited_for_also_when_all_stages_of_the_pipeline_have_passed()
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(CiConclusion.Running), Noon);

        Assert.Equal(new ResolveRelease(1234), run.Next(Noon.AddSeconds(15)));
    }

    [Fact]
    public void A_job_that_CI_has_not_begun_yet_is_waited_for()
    {
        var run = Deploy(Staging, project: Shop with { CiStages = ["build", "security scan"] }).Identified();

        run.CiRunIs(Ci(CiConclusion.Running), Noon);

        Assert.Equal(RunStatus.Running, run.Status);
        Assert.Equal(new GateResult("security scan", Verdict.Waiting, "security scan has not begun yet"), run.Gate("security scan"));
        Assert.Equal(StageState.Waiting, run.Stage("security scan").State);
    }

    [Fact]
    public void A_job_that_still_runs_when_another_one_fails_did_not_fail()
    {
        var run = Deploy(Staging).Identified();

        run.CiRunIs(Ci(CiConclusion.Running, build: CiConclusion.Running, test: CiConclusion.Failure), Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Equal((StageState.Skipped, StageState.Failed), (run.Stage("build").State, run.Stage("test").State));
    }

    [Fact]
    public void Looking_again_and_again_is_told_once_and_does_not_stretch_the_source_stage()
    {
        var run = Deploy(Staging).Identified();
        run.TakeEvents();

        for (var i = 0; i < 5; i++) run.CiRunIs(Ci(CiConclusion.Running), Noon.AddSeconds(15 * i));

        Assert.Equal(["run.waits"], run.Happened());
        Assert.Equal(TimeSpan.Zero, run.Stage("source").Took(Noon.AddHours(1)));
    }

    [Fact]
    public void A_run_that_is_not_known_is_refused_at_the_source()
    {
        var run = Deploy(Staging).Identified();

        run.ReleaseIsRefused("run 1234 is not known to shop's CI", Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Equal(new GateResult("CI run", Verdict.Refused, "run 1234 is not known to shop's CI"), Assert.Single(run.Gates));
        Assert.Equal("source Failed, build Skipped, test Skipped, artifacts Skipped, deploy to staging Skipped, verify Skipped", run.States());
    }

    [Fact]
    public void A_cancelled_run_is_not_changed_by_what_CI_says_later()
    {
        var run = Deploy(Staging).Identified();
        run.Cancel(Developer.Standing(), Noon);
        var (version, states) = (run.Version, run.States());

        run.CiRunIs(Ci(), Noon);
        run.ReleaseIsRefused("too late", Noon);
        run.TryAgainLater("too late", Noon);

        Assert.Equal((version, states, RunStatus.Cancelled), (run.Version, run.States(), run.Status));
        Assert.Equal(new NothingMore(), run.Next(Noon));
    }
}
