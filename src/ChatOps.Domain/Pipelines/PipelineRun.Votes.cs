using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Pipelines;

/// <summary>What people say to the decision.</summary>
public sealed partial class PipelineRun
{
    private IEnumerable<Vote> CountingVotes => _votes.Where(v => v.Counts && v.Stage is null);

    private IEnumerable<Vote> Approvals => CountingVotes.Where(v => v.Approves).DistinctBy(v => v.By.Id);

    /// <summary>Different people who said yes to the decision as it is now.</summary>
    public int YesCount => Approvals.Count();

    /// <summary>How far the approval is; null if nobody is asked.</summary>
    public Tally? Tally => ApprovalNeeded is { } policy ? Tally.Of(policy, Approvals) : null;

    private bool IsApproved => Tally is not { IsFull: false };

    /// <param name="shown">The decision that the card showed when the button was pressed.</param>
    /// <param name="standing">What the chat says of this person now, and of those who delegated their vote to them.</param>
    /// <param name="confirmed">What the person typed where the policy has conditions.</param>
    public VoteOutcome Decide(Standing standing, bool approves, string? reason, string shown, DateTimeOffset now, IReadOnlyList<string>? confirmed = null)
    {
        if (AskingStage is { } stage) return DecideStage(stage, standing, approves, reason, shown, now);
        var by = standing.Person;
        var voice = ApprovalNeeded is { } policy ? Voice.Of(standing, policy, approves ? Tally!.GroupsAskedNow : null) : null;
        var outcome = Judge(standing, voice, approves, reason, shown, confirmed ?? []);
        if (outcome.Result == VoteResult.Counted)
        {
            _votes.Add(new(by, approves, reason, shown, now, voice!.Groups, voice.InPlaceOf?.Person));
            var whose = voice.InPlaceOf is { } other ? $" in the place of {other.Person}" : "";
            var typed = approves && ApprovalNeeded is { Conditions: { Count: > 0 } conditions } ? $"; confirmed: {string.Join(", ", conditions)}" : "";
            Happened("vote.counted", by, $"{(approves ? "approved" : "rejected")} decision {shown}{whose}{(reason is null ? "" : $": {reason}")}{typed}", ArtifactToDeploy?.Digest);
            if (approves)
            {
                LookAgainAt = null;
            }
            else
            {
                Gates = [.. Gates.Where(g => g.Gate != Gate.ApprovalName), new(Gate.ApprovalName, Verdict.Refused, $"{by.Name} said no")];
                Finish(RunStatus.Refused, by, $"{by.Name} rejected it: {reason ?? "no reason given"}", now);
            }
        }
        else
        {
            _events.Add(new("vote.refused", by, $"{(approves ? "approve" : "reject")}: {outcome.Words}"));
        }

        return outcome;
    }

    private VoteOutcome Judge(Standing standing, Voice? voice, bool approves, string? reason, string shown, IReadOnlyList<string> confirmed)
    {
        var by = standing.Person;
        if (Status.IsFinal()) return new(VoteResult.OutOfDate, $"Run #{Id} has already ended: {Notice}");
        if (standing.Objection is { } objection) return VoteOutcome.Refused($"Your click does not count: {objection}.");
        if (Attempt is not null) return new(VoteResult.OutOfDate, $"Run #{Id} was approved and is being deployed already.");
        if (Decision is null) return VoteOutcome.Refused("Nobody is asked yet: the release is not ready. The card will ask.");
        if (ApprovalNeeded is not { } policy) return VoteOutcome.Refused("Nobody is asked for this run.");
        if (voice is null)
            return VoteOutcome.Refused($"Your click does not count: only members of {policy.Groups} decide on {Environment}, and you are not one of them.");
        if (approves && WhyNotApprove(standing, voice, policy) is { } no) return VoteOutcome.Refused(no);
        if (shown != Decision.Id)
            return new(VoteResult.OutOfDate, "This card was out of date: what is decided on has changed since. Look at the card as it is now, and decide again.");
        if (Status == RunStatus.Queued) return new(VoteResult.OutOfDate, $"It is not its turn yet: {Notice}. The card will ask again.");
        var tally = Tally!;
        if (CountingVotes.Any(v => v.By.Is(by) && v.Approves == approves))
            return new(VoteResult.AlreadyCounted, $"Your vote is already counted ({policy.Quorum - tally.Missing} of {policy.Quorum}).");
        if (!approves) return VoteOutcome.Counted("Rejected.");
        if (voice.Groups.Count == 0)
            return VoteOutcome.Refused($"It is not your turn yet: {tally.WaitsFor}. The card will say when.");
        if (Approvals.FirstOrDefault(v => v.Voice.Is(voice.Whose)) is { } raised)
        {
            return VoteOutcome.Refused(voice.InPlaceOf is { } other
                ? $"Your click does not count: {other.Person.Name}'s approval is already counted, so nobody approves in their place any more."
                : $"Your click does not count: {raised.By.Name} has already approved in your place.");
        }

        if (WordsMissing(policy, reason, confirmed) is { } missing) return VoteOutcome.Refused(missing);
        return VoteOutcome.Counted(Thanks(by, voice, policy, tally));
    }

    private string? WhyNotApprove(Standing standing, Voice voice, ApprovalPolicy policy)
    {
        if (standing.Person.Is(RequestedBy)) return "Your click does not count: you asked for this run, so somebody else must approve it.";
        if (voice.InPlaceOf is { } other && other.Person.Is(RequestedBy))
            return $"Your click does not count: {other.Person.Name}, in whose place you would approve, asked for this run.";
        return policy.NotAuthors ? WhyNotAsAuthor(standing, voice) : null;
    }

    private static string? WordsMissing(ApprovalPolicy policy, string? reason, IReadOnlyList<string> confirmed)
    {
        var missing = (policy.Conditions ?? []).Where(c => !confirmed.Any(said => Condition.IsSaid(c, said))).ToList();
        if (missing.Count > 0) return $"Your approval does not count yet. Press Approve and type: {string.Join("; ", missing)}.";
        return policy.ReasonNeeded && string.IsNullOrWhiteSpace(reason) ? "Your approval does not count yet: press Approve and say why." : null;
    }

    private string Thanks(Person by, Voice voice, ApprovalPolicy policy, Tally before)
    {
        if (before.IsFull) return "Your approval is counted; there were enough already.";
        var after = Tally.Of(policy, Approvals.Append(new Vote(by, approves: true, null, "", default, voice.Groups, voice.InPlaceOf?.Person)));
        var whose = voice.InPlaceOf is { } other ? $" in the place of {other.Person.Name}" : "";
        return after.Missing == before.Missing
            ? $"Your approval is counted{whose}; of your group there were enough already."
            : $"Your approval is counted{whose} ({policy.Quorum - after.Missing} of {policy.Quorum}).";
    }
}
