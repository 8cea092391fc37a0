using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Deployments;

/// <summary>What an emergency leaves behind: somebody else must look at it and sign.</summary>
public sealed class Debt
{
    public Debt(long run, string project, string environment, long ciRun, Person by, string reason, TimeSpan reviewWithin, DateTimeOffset now)
    {
        Run = run;
        Project = project;
        Environment = environment;
        CiRun = ciRun;
        By = by;
        Reason = reason;
        Since = now;
        ReviewBy = now + reviewWithin;
    }

    private Debt() => (Project, Environment, By, Reason) = (null!, null!, null!, null!);

    /// <summary>The emergency's run; it is the debt's key too.</summary>
    public long Run { get; private set; }

    public string Project { get; private set; }

    public string Environment { get; private set; }

    public long CiRun { get; private set; }

    public Person By { get; private set; }

    public string Reason { get; private set; }

    public DateTimeOffset Since { get; private set; }

    /// <summary>From then on the environment takes no further release, until it is signed.</summary>
    public DateTimeOffset ReviewBy { get; private set; }

    public Person? SignedBy { get; private set; }

    public DateTimeOffset? SignedAt { get; private set; }

    public bool IsOverdue(DateTimeOffset now) => SignedAt is null && now >= ReviewBy;

    /// <param name="standing">What the chat says of whoever pressed Sign.</param>
    /// <param name="policy">Who approves for this environment now; null: nobody is asked there.</param>
    /// <returns>Words for them.</returns>
    public VoteOutcome Sign(Standing standing, ApprovalPolicy? policy, DateTimeOffset now)
    {
        if (SignedBy is { } already) return VoteOutcome.Refused($"{already.Name} has already signed for it.");
        if (standing.Objection is { } objection) return VoteOutcome.Refused($"Your click does not count: {objection}.");
        if (standing.Person.Is(By)) return VoteOutcome.Refused("Your click does not count: it was your emergency, so somebody else must sign for it.");
        if (policy is not null && !policy.Asked.Any(p => standing.IsIn(p.Group)))
            return VoteOutcome.Refused($"Your click does not count: only members of {policy.Groups} sign for {Environment}, and you are not one of them.");
        (SignedBy, SignedAt) = (standing.Person, now);
        return VoteOutcome.Counted($"You signed for the emergency of #{Run}.");
    }
}
