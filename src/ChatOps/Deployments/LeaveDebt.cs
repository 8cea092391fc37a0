using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;

namespace ChatOps.Deployments;

/// <summary>An emergency begins: everybody is told, and somebody else must sign for it.</summary>
internal static class LeaveDebt
{
    public static async Task Announce(this Commit commit, Debt debt, PipelineRun run)
    {
        commit.Db.Debts.Add(debt);
        commit.Record(new("emergency.begun", debt.By, $"to be signed for by {debt.ReviewBy:yyyy-MM-dd HH:mm} UTC; gave way: {Gates(run)}", run.ArtifactToDeploy?.Digest), run.Id);
        var card = await commit.Db.Cards.FindAsync(run.Id);
        var channel = run.Definition.Environment.Emergency?.Channel is { Length: > 0 } named ? named : card?.Channel ?? debt.By.Id;
        Say(
            $"Emergency: {debt.By.Name} deploys run {debt.CiRun} to {debt.Project} {debt.Environment} at once",
            $"""
            Reason: {debt.Reason}
            Gave way: {Gates(run)}.
            One of the approvers, but not {debt.By.Name}, must look at it and press Sign by {debt.ReviewBy:yyyy-MM-dd HH:mm} UTC. Else {debt.Environment} takes no further release until somebody does. It is #{debt.Run}.
            """,
            commit.Now);
        // Said only if nobody signed until then: the signature takes it back.
        Say(
            $"{debt.Project} {debt.Environment} takes no further release",
            $"Nobody has signed for the emergency of #{debt.Run} by {debt.By.Name} (run {debt.CiRun}: {debt.Reason}). It goes on when one of the approvers presses Sign.",
            debt.ReviewBy);

        void Say(string heading, string text, DateTimeOffset at) => commit.Db.Outbox.Add(new OutgoingNote
        {
            Channel = channel, Otherwise = card?.Channel ?? debt.By.Id, About = About(debt.Run), CreatedAt = commit.Now, NextTryAt = at,
            Note = new Note(heading, text, Tone: NoteTone.Bad, Buttons: [new(ButtonAction.Sign, debt.Project, $"{debt.Run}", "You have looked at it, and you take responsibility for it.")]),
        });
        commit.Leaves(ToDo.Notes);
    }

    public static string About(long run) => $"debt-{run}";

    private static string Gates(PipelineRun run) => string.Join(", ", run.PassedOver);
}
