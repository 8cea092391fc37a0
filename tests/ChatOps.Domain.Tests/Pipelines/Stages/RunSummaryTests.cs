using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>What a run that did not succeed leaves behind, for every way in which it can end.</summary>
public sealed class RunSummaryTests
{
    private const string Before = "run 1233 (1.3.0) serves";
    private const string Since = "since 2030-03-03 12:00 UTC";

    private static readonly InPlace As1233 = new(Run1233);

    private static string[] Of(PipelineRun run, InPlace? place = null)
    {
        Assert.True(run.Status.IsFinal(), $"{run.Status}");
        return RunSummary.Of(run, place ?? As1233).Split('\n');
    }

    [Fact]
    public void Refused_before_anything_was_looked_at()
    {
        var run = Deploy(Staging);
        run.RequesterIs(Developer.Standing(Domain.Approvals.MemberKind.Guest), Noon);
        Assert.Equal(
            ["Ran: nothing", "Did not run: source, artifacts, deploy to staging, verify; CI was not asked about them: build, test", "In place: nothing serves staging"],
            Of(run, new(Current: null)));
    }

    [Fact]
    public void Refused_at_the_gates()
    {
        var run = Deploy(Production).Asked(NothingAhead with { PassedIn = new HashSet<string>() });
        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Equal(
            ["Ran: passed: source, artifacts; passed in CI: build, test", "Did not run: deploy to production, verify", $"In place: {Before} production, {Since}"], Of(run));
    }

    [Fact]
    public void Refused_because_of_CI()
    {
        var run = Deploy(Staging).Identified();
        run.CiRunIs(Ci(run: CiConclusion.Failure, test: CiConclusion.Failure), Noon);
        Assert.Equal(["Ran: passed: source; passed in CI: build; failed in CI: test", "Did not run: artifacts, deploy to staging, verify"], Of(run)[..2]);
    }

    [Fact]
    public void Cancelled_while_CI_still_runs()
    {
        var run = Deploy(Staging).Identified();
        run.CiRunIs(Ci(run: CiConclusion.Running, test: CiConclusion.Running), Noon);
        run.Cancel(Developer.Standing(), Noon);
        Assert.Equal("Ran: passed: source; passed in CI: build; still under way in CI: test", Of(run)[0]);
    }

    [Fact]
    public void Cancelled_while_people_are_asked_and_another_run_changes_the_environment()
    {
        var run = Deploy(Staging).Asked();
        run.Cancel(Developer.Standing(), Noon);
        Assert.Equal(
            ["Ran: passed: source, artifacts; passed in CI: build, test", "Did not run: deploy to staging, verify", $"In place: {Before} staging, {Since}; #7 is changing it now"],
            Of(run, As1233 with { ChangedBy = 7 }));
    }

    [Fact]
    public void A_stage_of_the_source_failed()
    {
        var run = AtSource(
            Script("build"), Script("test", "build") with { Retry = new(1, TimeSpan.Zero, [StageOutcome.Failed]) }, Script("scan", "build"), Script("pack", "test", "scan"), Deployment("dev", "pack"));
        run.BeginAll();
        run.Ends("build").BeginAll();
        run.Ends("test", StageAnswer.Failed("2 of 9 failed")).BeginAll();
        run.Ends("test", StageAnswer.Failed("2 of 9 failed"));
        Assert.Equal(
            [
                "Ran: passed: source, build; failed in try 2: test; cancelled: scan",
                "Did not run: pack, artifacts, deploy to dev, verify", $"In place: {Before} dev, {Since}",
            ],
            Of(run));
    }

    [Fact]
    public void What_was_made_at_the_source_stays_and_can_be_gone_on_with()
    {
        var run = AtSource(Script("build"), Deployment("dev", "build"));
        run.BeginAll();
        run.Ends("build").Look();
        run.CiRunIsRecorded(1238, Noon);
        run.Cancel(Developer.Standing(), Noon);
        Assert.Equal("Made: run 1238 (1.5.0). It stays in CI; to go on with it, type: /deploy dev run 1238", Of(run)[^1]);
    }

    [Fact]
    public void A_stage_behind_the_deployment_failed_and_it_went_back()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev"), Script("load", "integration"));
        run.BeginAll();
        run.Ends("integration", StageAnswer.Failed("2 of 4 failed")).ToTheEnd();
        Assert.Equal(RunStatus.RolledBack, run.Status);
        Assert.Equal(
            ["Ran: passed: source, artifacts, verify; passed in CI: build, test; rolled back: deploy to dev; failed: integration", "Did not run: load", $"In place: {Before} dev, {Since}"], Of(run));
    }

    [Fact]
    public void A_stage_behind_the_deployment_failed_and_it_stayed()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev") with { OnFailure = OnFailure.Stop });
        run.BeginAll();
        run.Ends("integration", StageAnswer.Failed("2 of 4 failed")).ToTheEnd();
        var lines = Of(run, new(new RunningRelease(8, 1234, "1.4.0", "commit-1234", DigestOf("shop 1234"), Noon)));
        Assert.Contains("passed: source, artifacts, deploy to dev, verify", lines[0]);
        Assert.Equal(["Did not run: nothing is left: every stage was begun", "In place: run 1234 (1.4.0) serves dev, since 2030-03-04 12:00 UTC"], lines[1..]);
    }

    [Fact]
    public void Cancelled_between_two_stages_behind_the_deployment()
    {
        var run = Switched(Deployment("dev"), Script("integration", "dev"), Script("load", "integration"));
        run.BeginAll();
        run.Ends("integration");
        run.Cancel(Developer.Standing(), Noon);
        run.Look();
        run.ToTheEnd();
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Equal(
            ["Ran: passed: source, artifacts, verify, integration; passed in CI: build, test; passed, then taken back: deploy to dev", "Did not run: load", $"In place: {Before} dev, {Since}"], Of(run));
    }

    [Fact]
    public void Cancelled_between_two_orders()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.OrderIsDone(StepKind.Start, "", Noon);
        run.Cancel(Developer.Standing(), Noon);
        run.ToTheEnd();
        Assert.Equal(
            ["Ran: passed: source, artifacts; passed in CI: build, test; cancelled: deploy to staging", "Did not run: verify", $"In place: {Before} staging, {Since}"], Of(run));
    }

    [Fact]
    public void The_outcome_is_unknown()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.TargetIsSilent("silent", Noon);
        run.TargetIsSilent("silent", Noon + PipelineRun.AskTargetFor);
        Assert.Equal(
            [
                "Ran: passed: source, artifacts; passed in CI: build, test; outcome unknown: deploy to staging", "Did not run: verify",
                $"In place: it is not known what serves staging now. Before this run: {Before} staging, {Since}",
            ],
            Of(run));
    }

    [Fact]
    public void The_outcome_is_unknown_but_the_release_had_proved_to_serve()
    {
        var run = Deploy(Staging).At(StepKind.StopPrevious);
        run.TargetIsSilent("silent", Noon);
        run.TargetIsSilent("silent", Noon + PipelineRun.AskTargetFor);
        Assert.Equal(
            "In place: run 1234 (1.4.0) serves staging, since 2030-03-04 12:00 UTC; how the last order to it ended is not known",
            Of(run, new(new RunningRelease(8, 1234, "1.4.0", "commit-1234", DigestOf("shop 1234"), Noon)))[^1]);
    }

    [Fact]
    public void An_earlier_run_left_the_environment_unknown()
    {
        var run = Deploy(Staging).Asked();
        run.Cancel(Developer.Standing(), Noon);
        Assert.Equal($"In place: it is not known what serves staging: the outcome of #6 is unknown. Before that: {Before} staging, {Since}", Of(run, As1233 with { UnknownAfter = 6 })[^1]);
    }

    [Fact]
    public void What_did_not_run_for_a_reason_says_the_reason()
    {
        var skipped = Script("migrate", "build") with { When = new(["release/*"], [], [], new Dictionary<string, StageState>()) };
        var run = AtSource(Script("build"), skipped, Script("pack", "migrate"), Deployment("dev", "pack"));
        run.BeginAll();
        run.Ends("build").BeginAll();
        run.Ends("pack", StageAnswer.Failed("no space"));
        Assert.Contains("; only for branch release/*: migrate", Of(run)[1]);
    }

    [Fact]
    public void However_many_stages_there_are_it_stays_short()
    {
        var stages = Enumerable.Range(0, 90).Select(i => Script($"{i} {new string('x', 50)}")).ToArray();
        var run = AtSource([.. stages, Deployment("dev", [.. stages.Select(s => s.Name)])]);
        run.Cancel(Developer.Standing(), Noon);
        var lines = Of(run);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 700));
        // As many as were left out are counted; source is the only one that ran.
        var named = lines[1].Split(new string('x', 50)).Length - 1;
        Assert.EndsWith($"; and {run.Stages.Count - 1 - named} more, see the card", lines[1], StringComparison.Ordinal);
    }
}
