using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

public sealed class PipelineGraphTests
{
    [Fact]
    public void A_run_from_the_source_makes_the_release_and_tests_the_first_environment() =>
        Assert.Equal(["Source build", "Source test", "Source scan", "After integration"], Parts("staging", fromSource: true));

    [Fact]
    public void A_stored_release_is_not_made_again() => Assert.Equal(["After integration"], Parts("staging", fromSource: false));

    [Fact]
    public void What_asks_stands_in_front_of_the_deployment_it_leads_to() => Assert.Equal(["Before sign-off", "After smoke"], Parts("production", fromSource: true));

    [Fact]
    public void A_project_without_stages_has_none_in_its_runs() => Assert.Empty(new PipelineGraph([]).For("staging", fromSource: true));

    [Fact]
    public void The_environments_that_follow()
    {
        var graph = new PipelineGraph([Deployment("staging"), Deployment("eu", "staging"), Deployment("us", "staging"), Script("check", "eu"), Deployment("asia", "check", "us")]);
        Assert.Equal(["eu", "us"], graph.Following("staging"));
        Assert.Equal(["asia"], graph.Following("eu"));
        Assert.Equal(["asia"], graph.Following("us"));
        Assert.Empty(graph.Following("asia"));
    }

    [Fact]
    public void A_wait_that_two_deployments_need_stands_in_front_of_both()
    {
        var graph = new PipelineGraph([Deployment("staging"), Waiting("soak", TimeSpan.FromHours(1), "staging"), Deployment("eu", "soak"), Deployment("us", "soak")]);
        Assert.Equal("soak", Assert.Single(graph.For("eu", false)).Stage.Name);
        Assert.Equal("soak", Assert.Single(graph.For("us", false)).Stage.Name);
        Assert.Empty(graph.For("staging", false));
    }

    [Fact]
    public void The_environments_before()
    {
        var graph = new PipelineGraph([Deployment("staging"), Script("check", "staging"), Deployment("eu", "check"), Deployment("asia", "eu")]);
        Assert.Equal(["eu", "staging"], graph.Before("asia").Order());
        Assert.Empty(graph.Before("staging"));
        Assert.Empty(graph.Before("moon"));
    }

    [Fact]
    public void A_cycle_is_told_with_its_whole_way() =>
        Assert.Equal(("a", "needs itself: a needs c needs b needs a"), Assert.Single(PipelineGraph.Faults([Script("a", "c"), Script("b", "a"), Script("c", "b")])));

    [Fact]
    public void A_stage_that_needs_itself() => Assert.Equal(("a", "needs itself: a needs a"), Assert.Single(PipelineGraph.Faults([Script("a", "a")])));

    [Fact]
    public void An_unknown_stage() =>
        Assert.Equal(("test", "needs biuld, which is no stage of this pipeline"), Assert.Single(PipelineGraph.Faults([Script("build"), Script("test", "biuld")])));

    [Fact]
    public void A_name_twice() => Assert.StartsWith("is there twice", Assert.Single(PipelineGraph.Faults([Script("a"), Script("A")])).Words, StringComparison.Ordinal);

    [Fact]
    public void Two_beginnings() =>
        Assert.StartsWith("is a second beginning", Assert.Single(PipelineGraph.Faults([Deployment("eu"), Deployment("us")])).Words, StringComparison.Ordinal);

    [Fact]
    public void One_environment_twice() =>
        Assert.Contains(PipelineGraph.Faults([Deployment("eu"), Deployment("eu", "eu") with { Name = "again" }]), f => f.Words.StartsWith("deploys to eu", StringComparison.Ordinal));

    [Fact]
    public void Work_that_follows_two_deployments() => Assert.Equal(
        ("check", "follows eu and us; let it follow one of them"),
        Assert.Single(PipelineGraph.Faults([Deployment("staging"), Deployment("eu", "staging"), Deployment("us", "staging"), Script("check", "eu", "us")])));

    [Fact]
    public void What_is_needed_is_told_near_and_far_and_only_of_these_stages()
    {
        var last = Script("last", "Near", "elsewhere");
        StageDefinition[] here = [Script("far"), Script("near", "far"), Script("behind"), Script("beside"), last];
        Assert.Equal(["far", "Near"], PipelineGraph.NeededBy(last, here).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["behind", "elsewhere", "far", "Near"], PipelineGraph.NeededBy(last, [.. here, Script("elsewhere", "behind")]).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_whole_pipeline_has_no_fault() => Assert.Empty(PipelineGraph.Faults(Whole));

    [Theory]
    [InlineData("main", "main", true)]
    [InlineData("main", "mains", false)]
    [InlineData("release/*", "release/1.4", true)]
    [InlineData("release/*", "release/1.4/hot", false)]
    [InlineData("release/**", "release/1.4/hot", true)]
    [InlineData("*", "main", true)]
    [InlineData("**", "a/b/c", true)]
    [InlineData("migrations/**/*.sql", "migrations/2026/11/a.sql", true)]
    [InlineData("v?.?", "v1.4", true)]
    [InlineData("v?.?", "v1.41", false)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    public void Patterns(string pattern, string text, bool fits) => Assert.Equal(fits, Pattern.Fits(pattern, text));

    [Fact]
    public void A_hostile_pattern_takes_no_time() => Assert.False(Pattern.Fits(string.Concat(Enumerable.Repeat("*a", 200)), new string('a', 199) + "b"));

    private static string[] Parts(string environment, bool fromSource) => [.. new PipelineGraph(Whole).For(environment, fromSource).Select(p => $"{p.Part} {p.Stage.Name}")];

    [Fact]
    public void A_result_that_is_looked_at_must_be_needed()
    {
        var late = Script("late", "a") with { When = new([], [], [], new Dictionary<string, StageState> { ["b"] = StageState.Passed }) };
        Assert.StartsWith("looks at the result of b, but does not need it", Assert.Single(PipelineGraph.Faults([Script("a"), Script("b"), late])).Words, StringComparison.Ordinal);
    }
}
