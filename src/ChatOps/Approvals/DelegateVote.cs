using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Approvals;

/// <summary>Lets somebody else vote in one's place for a time, or ends that. Whether either of them may vote at all is asked at the click.</summary>
/// <param name="To">The other's user id; null: stop.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record DelegateVote(string? To, TimeSpan Length, string? Reason, Person By, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<DelegateVote, Reply>
    {
        public Task<Reply> Handle(DelegateVote request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var by = request.By;
            var before = await commit.Db.Delegations.Where(d => d.FromId == by.Id && d.Until > commit.Now).ToListAsync(CancellationToken.None);
            if (request.To == by.Id) return Refuse("You can't delegate your vote to yourself. Name somebody else.");
            if (request.To is null && before.Count == 0) return Refuse("You have not delegated your vote, so there is nothing to stop.");
            foreach (var old in before)
            {
                old.Stop(commit.Now);
                commit.Record(new AuditEvent("delegation.stopped", by, $"to {old.ToId}"), run: null);
            }

            if (request.To is not { } to) return Reply.Say($"From now on {before[^1].ToId} no longer votes in your place.");
            var delegation = new Delegation(by, to, request.Length, request.Reason, commit.Now);
            commit.Db.Delegations.Add(delegation);
            commit.Record(new AuditEvent("delegation.begun", by, $"to {to} until {delegation.Until:yyyy-MM-dd HH:mm} UTC{(request.Reason is null ? "" : $": {request.Reason}")}"), run: null);
            return Reply.Say($"Until {delegation.Until:yyyy-MM-dd HH:mm} UTC, {to} may vote in your place where you may vote. Your voice counts once, whoever is first. To end it, type: /release delegate stop");

            Reply Refuse(string words)
            {
                commit.Record(new AuditEvent("delegation.refused", by, words), run: null);
                return Reply.Say(words);
            }
        }, cancellationToken);
    }
}
