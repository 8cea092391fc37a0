using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>Where CI builds, one stage starts the workflow whose run becomes the release.</summary>
public sealed class ReleaseMakerTests
{
    [Fact]
    public void The_stage_that_starts_CIs_own_workflow_makes_the_release()
    {
        StageDefinition[] stages = [Workflow("build", "CI.yml"), Workflow("lint", "lint.yml", "build"), Script("check", "lint"), Deployment("dev", "check"), Workflow("nightly", "ci.yml", "dev")];
        Assert.Null(Fault("ci.yml", stages));
        Assert.Equal("build", RunDefinition.Of(BuiltByCi("ci.yml", stages), World.Dev, fromSource: true, goesOn: true).MadeBy);
        Assert.Null(RunDefinition.Of(BuiltByCi("ci.yml", stages), World.Dev, fromSource: false, goesOn: true).MadeBy);
        Assert.Null(RunDefinition.Of(With(stages), World.Dev, fromSource: true, goesOn: true).MadeBy);
    }

    [Fact]
    public void Where_every_workflow_makes_releases_the_only_one_does() => Assert.Null(Fault(null, Workflow("build", "ci.yml"), Deployment("dev", "build")));

    [Fact]
    public void A_pipeline_that_begins_with_a_deployment_makes_none() => Assert.Null(Fault("ci.yml", Deployment("dev"), Script("check", "dev") with { Script = Handing }));

    [Fact]
    public void A_command_that_hands_on_files_is_refused() =>
        Assert.Equal(("pack", "makes the release, and CI builds it: let a workflow make the files, and take its Outputs out"),
            Fault("ci.yml", Workflow("build", "ci.yml"), Script("pack", "build") with { Script = Handing }, Deployment("dev", "pack")));

    [Fact]
    public void Without_that_workflow_nothing_makes_it() =>
        Assert.Equal(("lint", "makes no release: a stage of the kind Ci must start ci.yml, or the pipeline begins with a deployment"), Fault("ci.yml", Workflow("lint", "lint.yml"), Deployment("dev", "lint")));

    [Theory]
    [InlineData("ci.yml", "ci.yml", "again makes a release, and so does build; one run can be the release")]
    [InlineData(null, "lint.yml", "again makes a release, and so does build; name the workflow whose runs are releases")]
    public void Only_one_may(string? workflow, string other, string words) =>
        Assert.Equal(words, Told(Fault(workflow, Workflow("build", "ci.yml"), Workflow("again", other, "build"), Deployment("dev", "again"))));

    [Fact]
    public void What_looks_at_the_files_stands_behind_it()
    {
        Assert.Equal("check must need build: only then is it known which commit the release is made of", Told(Fault("ci.yml", Workflow("build", "ci.yml"), Script("check"), Deployment("dev", "build", "check"))));
        Assert.Equal("lint must need build: only then is it known which commit the release is made of", Told(Fault("ci.yml", Workflow("lint", "lint.yml"), Workflow("build", "ci.yml", "lint"), Deployment("dev", "build"))));
        Assert.Null(Fault("ci.yml", Workflow("build", "ci.yml"), Script("check") with { Kind = StageKind.Http, Script = null }, Deployment("dev", "build", "check")));
    }

    private static ScriptDefinition Handing => Script("any").Script! with { Outputs = ["out/*.zip"] };

    private static (string Stage, string Words)? Fault(string? workflow, params StageDefinition[] stages) => ReleaseMaker.Fault(new(stages), workflow);

    private static string Told((string Stage, string Words)? fault) => $"{fault!.Value.Stage} {fault.Value.Words}";
}
