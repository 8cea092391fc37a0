using ChatOps.CiSources;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Approvals;

/// <summary>Says which account where the source is kept is one's own, or has it shown: by a code that is told here, to this person alone, and typed there.</summary>
[Authorize(Who.WorkspaceMembers)]
public sealed record LinkAccount(Person By, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits, Database database, LinkCodes codes) : IRequestHandler<LinkAccount, Reply>
    {
        // What is answered is stored with the request; a code never is.
        private const string Stored = "The code was told once. To see it again, type: /release link";

        public async Task<Reply> Handle(LinkAccount request, CancellationToken cancellationToken)
        {
            var by = request.By;
            if (await LinkOf(by, codes.Host, cancellationToken) is { } link)
                return await Answered("command.answered", $"You are {link.Account} since {link.Since:yyyy-MM-dd HH:mm} UTC. To undo that, type: /release unlink");
            if (!codes.IsSetUp)
                return await Answered("link.refused", "Accounts can't be linked here yet: whoever runs this bot must set GitHub:ClientId to the client id of an App with the device flow enabled. The README's section on GitHub tells how.");
            LinkCode code;
            bool isNew;
            try
            {
                (code, isNew) = await codes.For(by, cancellationToken);
            }
            catch (CiUnavailableException fault)
            {
                return await Answered("link.refused", $"There is no code to be had just now, so nothing was done. {fault.Message}");
            }

            var stored = await Answered(isNew ? "link.begun" : "command.answered", Stored);
            return stored.IsReplay ? stored : Reply.Say(
                $"Open {code.Address} and type the code {code.Code} there, signed in as yourself. It is good until {code.Until:HH:mm} UTC.\n"
                + "You are told by a direct message when it is done. Type only codes that you asked for yourself: whoever's code you type gets linked to your account. "
                + "If I am restarted meanwhile, type /release link again.");

            Task<Reply> Answered(string what, string words) => commits.Once(request.Origin, commit =>
            {
                commit.Record(new AuditEvent(what, by, what == "link.begun" ? $"at {codes.Host}" : words), run: null);
                commit.Leaves(ToDo.Links);
                return Task.FromResult(Reply.Say(words));
            }, cancellationToken);
        }

        private async Task<Link?> LinkOf(Person by, string host, CancellationToken ct)
        {
            await using var db = database.Read();
            return await db.Links.FirstOrDefaultAsync(l => l.Workspace == by.Workspace && l.User == by.Id && l.Host == host, ct);
        }
    }
}
