using System.Text;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Tests;

/// <summary>A small world to test in: the shop, released to staging (one approval) and then to production (two). Run 1233 runs, run 1234 is to follow.</summary>
internal static class World
{
    public static DateTimeOffset Noon { get; } = new(2030, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Person Developer { get; } = new("U-DEV", "T-HOME", "developer");

    public static Person SecondDeveloper { get; } = new("U-DEV2", "T-HOME", "second developer");

    public static Person Approver { get; } = new("U-APP", "T-HOME", "approver");

    public static Person SecondApprover { get; } = new("U-APP2", "T-HOME", "second approver");

    public static Person ThirdApprover { get; } = new("U-APP3", "T-HOME", "third approver");

    public static EnvironmentPolicy Staging { get; } = new("staging", [], new("approvers", 1, NotAuthors: false, TimeSpan.FromHours(24)));

    public static EnvironmentPolicy Production { get; } = new("production", ["staging"], new("approvers", 2, NotAuthors: false, TimeSpan.FromHours(24)));

    /// <summary>First one of the seconds, which is the second approver only, then one of the approvers.</summary>
    public static EnvironmentPolicy InOrder { get; } = Production with
    {
        Approval = new("approvers", 2, NotAuthors: false, TimeSpan.FromHours(24), [new("seconds", 1), new("approvers", 1)], InOrder: true),
    };

    /// <summary>Nobody is asked here.</summary>
    public static EnvironmentPolicy Dev { get; } = new("dev", [], Approval: null);

    public static Project Shop { get; } = new(
        "shop", ["C-RELEASES", "#releases"], ["build", "test"], Artifact: null, MaxArtifactBytes: 1 << 20,
        [new("approvers", [Approver.Id, SecondApprover.Id, ThirdApprover.Id])], [Dev, Staging, Production]);

    public static RunningRelease Run1233 { get; } = new(7, 1233, "1.3.0", "commit-1233", DigestOf("shop 1233"), Noon.AddDays(-1));

    public static RunningRelease Run1232 { get; } = new(6, 1232, "1.2.0", "commit-1232", DigestOf("shop 1232"), Noon.AddDays(-2));

    public static EnvironmentFacts NothingAhead { get; } = new(Run1233, Ahead: null, new HashSet<string> { "staging" });

    public static Digest DigestOf(string text) => Digest.Of(Encoding.UTF8.GetBytes(text));

    /// <summary>A full member; approvers are in the approvers' group.</summary>
    public static Standing Standing(this Person person, MemberKind kind = MemberKind.Member) =>
        new(person, kind, new HashSet<string>(
            person.Is(SecondApprover) ? ["approvers", "seconds"] : person.Id.StartsWith("U-APP", StringComparison.Ordinal) ? ["approvers"] : []));

    public static CiRun Ci(CiConclusion run = CiConclusion.Success, CiConclusion build = CiConclusion.Success, CiConclusion test = CiConclusion.Success, long id = 1234) => new(
        id, 1, "main", $"commit-{id}", "1.4.0", "developer", Noon.AddMinutes(-10), run,
        [Job("build", build, ""), Job("test", test, "214 passed, 2 failed")],
        [new("shop.zip", 5, DigestOf($"shop {id}"), ExpiresAt: null)]);

    public static CiJob Job(string name, CiConclusion conclusion, string summary) =>
        new(name, conclusion, Noon.AddMinutes(-9), conclusion == CiConclusion.Running ? null : Noon.AddMinutes(-8), summary);

    public static Release Release(long ciRun = 1234, params string[] names) => new(
        "shop", Ci(id: ciRun), [.. (names.Length == 0 ? ["shop.zip"] : names).Select(n => new Artifact(n, 5, DigestOf($"{Path.GetFileNameWithoutExtension(n)} {ciRun}")))], Noon);

    public static LineEntry Ahead(long run = 5, RunKind kind = RunKind.Deploy, bool isApplying = false, RunStatus status = RunStatus.WaitingForApproval, int minute = 0) =>
        new(run, kind, 1300 + run, Noon.AddMinutes(minute), isApplying, status);

    private const int MostOrders = 20;

    // The way of a run, a bit further with every method.

    public static PipelineRun Deploy(EnvironmentPolicy environment, Person? by = null, Project? project = null, long? ciRun = 1234) => new(
        "shop", RunDefinition.Of(project ?? Shop, environment), RunKind.Deploy, ciRun, by ?? Developer, reason: null, Noon);

    public static PipelineRun Rollback(EnvironmentPolicy environment, Person? by = null) => new(
        "shop", RunDefinition.Of(Shop, environment), RunKind.Rollback, 1232, by ?? Developer, reason: null, Noon);

    public static PipelineRun Identified(this PipelineRun run)
    {
        run.RequesterIs(run.RequestedBy.Standing(), Noon);
        return run;
    }

    public static PipelineRun Resolved(this PipelineRun run)
    {
        if (!run.IsRequesterKnown) run.Identified();
        if (run.Kind == RunKind.Deploy) run.CiRunIs(Ci(), Noon);
        return run;
    }

    /// <summary>Its artifacts are pinned: it stands in the environment's line.</summary>
    public static PipelineRun Pinned(this PipelineRun run, DateTimeOffset? at = null)
    {
        run.Resolved().ReleaseIs(Release(run.CiRun!.Value), at ?? Noon);
        return run;
    }

    /// <summary>Its gates were looked at and its changes listed.</summary>
    public static PipelineRun Asked(this PipelineRun run, EnvironmentFacts? facts = null)
    {
        run.Pinned().Observe(facts ?? NothingAhead, Noon);
        run.ListChanges();
        return run;
    }

    public static PipelineRun ListChanges(this PipelineRun run, params Change[] changes)
    {
        if (run.Next(Noon) is ListChanges asked) run.ChangesAre(asked, changes);
        return run;
    }

    public static VoteOutcome Vote(this PipelineRun run, Person by, bool approves = true, string? reason = null, DateTimeOffset? at = null) =>
        run.Decide(by.Standing(), approves, reason, run.Decision?.Id ?? "", at ?? Noon);

    /// <summary>All who must say yes said it, and the stored bytes were hashed again.</summary>
    public static PipelineRun Approved(this PipelineRun run)
    {
        run.Asked();
        foreach (var by in new[] { Approver, SecondApprover }.Take(run.ApprovalNeeded?.Quorum ?? 0)) run.Vote(by);
        run.Observe(NothingAhead, Noon);
        run.StoreIsVerified();
        return run.LookedAtAgain();
    }

    /// <summary>The chat and CI say the same as before.</summary>
    public static PipelineRun LookedAtAgain(this PipelineRun run)
    {
        if (run.Next(Noon) is CheckApprovers) run.ApproversAre([.. run.Votes.Select(v => v.By.Standing())]);
        if (run.Next(Noon) is ConfirmRelease) run.CiStillIs(Ci(id: run.CiRun!.Value), Noon);
        return run;
    }

    public static PipelineRun Begun(this PipelineRun run)
    {
        run.Approved().Begin(token: 3, deployment: 8, Noon);
        return run;
    }

    /// <summary>All orders before this one are done, and this one is recorded.</summary>
    public static PipelineRun At(this PipelineRun run, StepKind kind)
    {
        if (run.Attempt is null) run.Begun();
        for (var orders = 0; orders < MostOrders; orders++)
        {
            var order = run.Record();
            if (order == kind) return run;
            run.OrderIsDone(order, "", Noon);
        }

        throw new InvalidOperationException($"{kind} is not among the orders.");
    }

    /// <returns>The order that was recorded.</returns>
    public static StepKind Record(this PipelineRun run, DateTimeOffset? at = null) => run.OrderIsRecorded(at ?? Noon).Kind;

    /// <summary>Carries out all that is still planned; every order works.</summary>
    public static PipelineRun ToTheEnd(this PipelineRun run)
    {
        for (var orders = 0; orders < MostOrders && !run.Status.IsFinal(); orders++) run.OrderIsDone(run.Record(), "", Noon);
        return run;
    }

    // What is asked of a run in tests.

    public static StageState StageOf(this PipelineRun run, StageKind kind) => run.Stages.Single(s => s.Kind == kind).State;

    public static StageRun Stage(this PipelineRun run, string name) => run.Stages.Single(s => s.Name == name);

    public static string States(this PipelineRun run) => string.Join(", ", run.Stages.Select(s => $"{s.Name} {s.State}"));

    public static GateResult Gate(this PipelineRun run, string name) => run.Gates.Single(g => g.Gate == name);

    public static string[] Happened(this PipelineRun run) => [.. run.TakeEvents().Select(e => e.What)];

    public static AuditEvent LastEvent(this PipelineRun run) => run.TakeEvents()[^1];
}
