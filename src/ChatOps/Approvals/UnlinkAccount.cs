using ChatOps.CiSources;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Approvals;

/// <summary>Undoes <see cref="LinkAccount"/>. Approvals that depend on it are void when their deployment would begin.</summary>
[Authorize(Who.WorkspaceMembers)]
public sealed record UnlinkAccount(Person By, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits, LinkCodes codes) : IRequestHandler<UnlinkAccount, Reply>
    {
        public async Task<Reply> Handle(UnlinkAccount request, CancellationToken cancellationToken)
        {
            var by = request.By;
            var hadCode = codes.Forget(by);
            return await commits.Once(request.Origin, async commit =>
            {
                var links = await commit.Db.Links.Where(l => l.Workspace == by.Workspace && l.User == by.Id).OrderBy(l => l.Id).ToListAsync(CancellationToken.None);
                foreach (var link in links)
                {
                    commit.Db.Links.Remove(link);
                    commit.Record(new AuditEvent("link.ended", by, $"{link.Account} (account {link.Number})"), run: null);
                }

                if (links.Count > 0)
                    return Reply.Say($"You are no longer {string.Join(", ", links.Select(l => l.Account))}. Where authors may not approve, your approvals count no more until you type /release link again.");
                var words = hadCode ? "The code that you were told counts no more." : "You are not linked to an account, so there is nothing to undo. To link yours, type: /release link";
                commit.Record(new AuditEvent(hadCode ? "link.withdrawn" : "command.answered", by, words), run: null);
                return Reply.Say(words);
            }, cancellationToken);
        }
    }
}
