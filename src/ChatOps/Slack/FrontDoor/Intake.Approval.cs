using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Pipelines;
using ChatOps.Slack.Blocks;

namespace ChatOps.Slack.FrontDoor;

/// <summary>The form behind Approve. What is missing is said at once; that it was typed is checked again with the vote.</summary>
internal sealed partial class Intake
{
    private Task<Outcome> Approval(InteractionView view, Person by, Origin origin, Delivery delivery)
    {
        if (ApproveModal.Read(view.PrivateMetadata) is not { } memo) return Misfit("This form does not say what it answers.");
        var confirmed = memo.Conditions.Select((_, i) => Typed(view, ApproveModal.ConditionBlock(i))).ToList();
        for (var i = 0; i < confirmed.Count; i++)
        {
            if (!Condition.IsSaid(memo.Conditions[i], confirmed[i]))
                return Fault(ApproveModal.ConditionBlock(i), $"Please type it word for word: {memo.Conditions[i]}");
        }

        var reason = memo.ReasonNeeded ? Typed(view, ApproveModal.ReasonBlock) : null;
        if (reason is { Length: 0 }) return Fault(ApproveModal.ReasonBlock, "Please say why: it is shown on the card.");
        if (reason?.Length > Limits.Reason) return Fault(ApproveModal.ReasonBlock, $"Please say it in {Limits.Reason} characters; these are {reason.Length}.");
        var click = new AcceptClick(ButtonAction.Approve, memo.Run, Clean(memo.Decision), reason, by, memo.Channel, origin) { Confirmed = confirmed };
        return answering.ToClick(click, delivery, memo.ReasonNeeded ? ApproveModal.ReasonBlock : ApproveModal.ConditionBlock(0));
    }

    private static string Typed(InteractionView view, string block) =>
        Clean(view.State?.Values?.GetValueOrDefault(block)?.GetValueOrDefault(ApproveModal.ActionId)?.Value).Trim();

    private static Task<Outcome> Fault(string block, string words) => Task.FromResult<Outcome>(new Outcome.FormFault(block, words));
}
