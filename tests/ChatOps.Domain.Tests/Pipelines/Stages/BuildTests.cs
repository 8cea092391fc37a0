using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>A release that CI itself builds, because a stage asked for it.</summary>
public sealed class BuildTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void CIs_jobs_are_followed_while_it_builds()
    {
        var run = Building();
        run.Ends("make", StageAnswer.Running(Soon, "run 1238: build: 1 of 3 steps") with { Ci = Head(Ci(CiConclusion.Running, test: CiConclusion.Running, id: 1238)) });
        Assert.Equal((StageState.Passed, StageState.Running, StageState.Running), (run.Stage("build").State, run.Stage("test").State, run.Stage("make").State));
        var version = run.Version;
        run.Ends("make", StageAnswer.Running(Soon, "run 1238: build: 1 of 3 steps") with { Ci = Head(Ci(CiConclusion.Running, test: CiConclusion.Running, id: 1238)) });
        Assert.Equal(version, run.Version);
    }

    [Fact]
    public void Its_run_becomes_the_release()
    {
        var run = Building().Ends("make", StageAnswer.Passed("run 1238") with { Ci = Head(Ci(id: 1238)) });
        Assert.Equal(new RecordCiRun(), run.Look());
        Assert.Equal("1.4.0", run.Revision!.Version);
        run.CiRunIsRecorded(1238, Noon);
        Assert.Null(run.Ci);
        Assert.Equal(new ResolveRelease(1238), run.Look());
        Assert.DoesNotContain(run.TakeEvents(), e => e.What == "revision.moved");
    }

    [Fact]
    public void A_branch_that_moved_on_is_told_once_and_the_release_is_of_what_was_built()
    {
        var run = Building();
        var moved = Ci(CiConclusion.Running, id: 1240);
        run.TakeEvents();
        run.Ends("make", StageAnswer.Running(Soon) with { Ci = moved });
        run.Ends("make", StageAnswer.Passed() with { Ci = moved with { Conclusion = CiConclusion.Success } });
        Assert.Equal(("commit-1240", ""), (run.Revision!.Commit, run.Revision.Title));
        Assert.Equal("main commit-", run.Stage("source").Words);
        Assert.Equal("branch main, commit commit-1240, not commit-1238: run 1240 of CI builds it", Assert.Single(run.TakeEvents(), e => e.What == "revision.moved").Why);
        Assert.Equal("main moved on from commit- meanwhile: CI builds commit-, and the release is made of that", Assert.Single(run.TakeRemarks()).Text);
        run.Look();
        run.CiRunIsRecorded(1240, Noon);
        Assert.Contains(run.TakeEvents(), e => e.Why == "run 1240 of commit commit-1240");
    }

    [Fact]
    public void Work_of_CI_that_makes_no_release_tells_nothing_of_it()
    {
        var run = new PipelineRun("shop", RunDefinition.Of(BuiltByCi("ci.yml", [Workflow("make", "ci.yml"), Workflow("lint", "lint.yml", "make"), Deployment("dev", "lint")]), Dev, fromSource: true, goesOn: true),
            RunKind.Deploy, ciRun: null, Developer, reason: null, Noon, source: new(null)).Identified();
        run.RevisionIs(Flow.Head, Noon);
        run.BeginAll();
        run.Ends("make", StageAnswer.Passed() with { Ci = Head(Ci(id: 1238)) }).BeginAll();
        run.Ends("lint", StageAnswer.Passed() with { Ci = Ci(id: 1250) });
        Assert.Equal(("commit-1238", 1238L), (run.Revision!.Commit, run.Ci!.Id));
    }

    private static CiRun Head(CiRun run) => run with { Commit = Flow.Head.Commit };

    private static PipelineRun Building()
    {
        var run = new PipelineRun("shop", RunDefinition.Of(BuiltByCi("ci.yml", [Workflow("make", "ci.yml"), Deployment("dev", "make")]), Dev, fromSource: true, goesOn: true),
            RunKind.Deploy, ciRun: null, Developer, reason: null, Noon, source: new(null)).Identified();
        run.RevisionIs(Flow.Head, Noon);
        run.BeginAll();
        return run;
    }
}
