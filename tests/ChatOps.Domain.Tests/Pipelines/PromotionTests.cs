using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Newer releases, hotfixes that skip, rebuilds that made the same, and what goes on by itself.</summary>
public sealed class PromotionTests
{
    private static readonly EnvironmentPolicy Superseding = Staging with { Promotion = new(Supersede: true) };
    private static readonly EnvironmentPolicy MaySkip = Production with { Promotion = new(MaySkip: ["staging"]) };
    private static readonly EnvironmentFacts NotInStaging = NothingAhead with { PassedIn = new HashSet<string>() };

    private static PipelineRun Hotfix() => new(
        "shop", RunDefinition.Of(Shop, MaySkip), RunKind.Deploy, 1234, Developer, "the shop is down", Noon, skips: "staging");

    private static PipelineRun Succeeded(PromotionPolicy production, RunKind kind = RunKind.Deploy)
    {
        var project = Shop with { Environments = [Staging, Production with { Promotion = production }] };
        return new PipelineRun("shop", RunDefinition.Of(project, Staging), kind, kind == RunKind.Deploy ? 1234 : 1232, Developer, reason: null, Noon).ToEnd();
    }

    [Fact]
    public void A_newer_release_that_was_asked_for_later_ends_this_one()
    {
        var run = Deploy(Superseding).Asked();

        run.Observe(NothingAhead with { Newer = new(12, 1240) }, Noon);

        Assert.Equal((RunStatus.Cancelled, "superseded by #12 (run 1240)"), (run.Status, run.Notice));
        Assert.Equal("run.cancelled", run.LastEvent().What);
    }

    [Fact]
    public void It_ends_also_when_it_was_approved_already_but_not_when_it_has_begun()
    {
        var approved = Deploy(Superseding).Approved();
        approved.Observe(NothingAhead with { Newer = new(12, 1240) }, Noon);
        Assert.Equal(RunStatus.Cancelled, approved.Status);

        var begun = Deploy(Superseding).Begun();
        begun.Observe(NothingAhead with { Newer = new(12, 1240) }, Noon);
        Assert.Equal(RunStatus.Running, begun.Status);
    }

    [Fact]
    public void An_older_release_that_is_asked_for_later_is_refused_in_words()
    {
        // A run that is not stored yet has the number 0; a smaller one stands for "asked for earlier".
        var run = Deploy(Superseding).Asked(NothingAhead with { Newer = new(-1, 1240) });

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Contains("takes run 1240, which is newer and of the same branch, to staging already; cancel that one first if run 1234 is what you want", run.Notice);
    }

    [Fact]
    public void Without_the_policy_and_for_rollbacks_nothing_is_superseded()
    {
        Assert.Equal(RunStatus.WaitingForApproval, Deploy(Staging).Asked(NothingAhead with { Newer = new(12, 1240) }).Status);
        var rollback = new PipelineRun("shop", RunDefinition.Of(Shop, Superseding), RunKind.Rollback, 1232, Developer, reason: null, Noon);
        Assert.Equal(RunStatus.WaitingForApproval, rollback.Asked(NothingAhead with { Newer = new(12, 1240) }).Status);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(-1)]
    public void An_emergency_is_never_superseded(long other)
    {
        var policy = Superseding with { Emergency = new("approvers", TimeSpan.FromHours(24), Channel: null) };
        var run = new PipelineRun("shop", RunDefinition.Of(Shop, policy), RunKind.Deploy, 1234, Approver, "checkout is down", Noon, isEmergency: true);

        run.Asked(NothingAhead with { Newer = new(other, 1240) });

        Assert.Equal(RunStatus.Running, run.Status);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
    }

    [Fact]
    public void A_rebuild_that_made_the_same_bytes_is_nothing_to_do_and_names_the_other_run()
    {
        var run = Deploy(Staging).Asked(NothingAhead with { Current = Run1233 with { Digest = DigestOf("shop 1234") } });

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Equal($"run 1233 (1.3.0) already runs in staging, and run 1234 made the very same bytes ({DigestOf("shop 1234").Short}): nothing to do", run.Notice);
    }

    [Fact]
    public void A_hotfix_passes_the_environment_it_skips_and_needs_one_more_person()
    {
        var run = Hotfix().Asked(NotInStaging);

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal((Verdict.Passed, "skipped by developer: the shop is down"), (run.Gate("after staging").Verdict, run.Gate("after staging").Words));
        Assert.Equal(3, run.ApprovalNeeded!.Quorum);
        Assert.Equal("3 of @approvers, skipping staging", run.Decision!.Policy);
        run.Vote(Approver);
        run.Vote(SecondApprover);
        run.Observe(NotInStaging, Noon);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        run.Vote(ThirdApprover);
        run.Observe(NotInStaging, Noon);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
        Assert.Contains("deploy shop production to run 1234, skipping staging: the shop is down", run.TakeEvents()[0].Why);
    }

    [Fact]
    public void Skipping_one_environment_leaves_the_others()
    {
        var policy = MaySkip with { After = ["staging", "load"] };
        var run = new PipelineRun("shop", RunDefinition.Of(Shop, policy), RunKind.Deploy, 1234, Developer, "down", Noon, skips: "staging").Asked(NotInStaging);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Contains("has not passed load", run.Notice);
    }

    [Theory]
    [InlineData("dev", "why", "does not come right after dev")]
    [InlineData("staging", null, "Say why staging is skipped")]
    [InlineData("staging", "why", null)]
    [InlineData("STAGING", "why", null)]
    public void What_may_be_skipped_is_told_in_words(string skipped, string? reason, string? words) =>
        AssertWords(words, HotfixPath.WhyNot(MaySkip, skipped, "run 1234", reason));

    [Fact]
    public void Without_the_policy_nothing_may_be_skipped() => AssertWords(
        "staging can't be skipped on the way to production: the policy does not allow it. Deploy it there first: /deploy staging run 1234",
        HotfixPath.WhyNot(Production, "staging", "run 1234", "why"));

    [Fact]
    public void Where_nobody_is_asked_nothing_may_be_skipped() =>
        AssertWords("nobody is asked there", HotfixPath.WhyNot(MaySkip with { Approval = null }, "staging", "run 1234", "why"));

    [Fact]
    public void A_good_deployment_goes_on_after_its_soak()
    {
        var waits = Assert.Single(PendingPromotion.After(Succeeded(new("staging", TimeSpan.FromHours(1))), 8, Noon));

        Assert.Equal(("staging", "production", 1234L, Noon.AddHours(1)), (waits.From, waits.To, waits.CiRun, waits.DueAt));
        Assert.Equal(Developer.Id, waits.Requester.Id);
    }

    [Theory]
    [InlineData("main", 1)]
    [InlineData("m*", 1)]
    [InlineData("*", 1)]
    [InlineData("release/*", 0)]
    [InlineData("mai", 0)]
    public void Only_releases_of_the_named_branches_go_on(string pattern, int promotions) =>
        Assert.Equal(promotions, PendingPromotion.After(Succeeded(new("staging", Branches: [pattern])), 8, Noon).Count());

    [Theory]
    [InlineData("release/*", "release/1.4", true)]
    [InlineData("release/*/hot*", "release/1.4/hotfix", true)]
    [InlineData("release/*/hot*", "release/1.4/fix", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("*-*-*", "a-b-c", true)]
    [InlineData("*b*b", "ab", false)]
    public void A_star_stands_for_anything(string pattern, string branch, bool fits) =>
        Assert.Equal(fits, new AutomaticPromotion("production", TimeSpan.Zero, [pattern]).IsFor(branch));

    [Fact]
    public void A_rollback_goes_nowhere_by_itself() => Assert.Empty(PendingPromotion.After(Succeeded(new("staging"), RunKind.Rollback), 8, Noon));

    [Fact]
    public void It_does_not_go_on_when_something_else_runs_there_or_the_settings_changed()
    {
        var project = Shop with { Environments = [Staging, Production with { Promotion = new("staging") }] };
        var waits = PendingPromotion.After(Succeeded(new("staging")), Run1233.Deployment, Noon).Single();

        Assert.Null(waits.WhyNot(Run1233, project));
        Assert.Equal("run 1232 (1.2.0) runs in staging now", waits.WhyNot(Run1232, project));
        Assert.Equal("nothing runs in staging now", waits.WhyNot(null, project));
        Assert.Contains("no longer promote", waits.WhyNot(Run1233, Shop));
        Assert.Contains("no longer in the settings", waits.WhyNot(Run1233, project: null));
    }

    [Fact]
    public void It_ends_once()
    {
        var waits = PendingPromotion.After(Succeeded(new("staging")), 8, Noon).Single();
        Assert.Equal("promotion.started", waits.Starts("started #9", Noon).What);
        Assert.Throws<InvalidOperationException>(() => waits.Cancel("too late", Noon));
    }

    [Fact]
    public void What_the_bot_asks_for_is_still_the_requesters()
    {
        var run = new PipelineRun("shop", RunDefinition.Of(Shop, Production), RunKind.Deploy, 1234, Approver, reason: null, Noon, isByBot: true).Asked();

        Assert.Equal("the bot for approver", run.RequestedBy.Name);
        Assert.Contains("you asked for this run", run.Vote(Approver).Words);
        var next = new PipelineRun("shop", RunDefinition.Of(Shop, Production), RunKind.Deploy, 1234, run.RequestedBy, reason: null, Noon, isByBot: true);
        Assert.Equal("the bot for approver", next.RequestedBy.Name);
    }

    private static void AssertWords(string? words, string? told)
    {
        if (words is null) Assert.Null(told);
        else Assert.Contains(words, told);
    }
}

internal static class ToTheEnd
{
    public static PipelineRun ToEnd(this PipelineRun run) => run.Begun().ToTheEnd();
}
