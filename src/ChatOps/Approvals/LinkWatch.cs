using ChatOps.CiSources;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Environments;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Approvals;

/// <summary>Asks what became of the codes of <see cref="LinkAccount"/>, as often as it may; stores who is who, and tells the person.</summary>
public sealed class LinkWatch(LinkCodes codes, CommitQueue commits, Committed committed, TimeProvider time, ILogger<LinkWatch> log) : BackgroundService
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private readonly Nudge _nudge = new(committed, ToDo.Links);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(Look, time, log, stoppingToken);

    private async Task<DateTimeOffset?> Look(CancellationToken ct)
    {
        await Parallel.ForEachAsync(codes.Due(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (code, token) => await Ask(code, token));
        return codes.AreOpen ? time.GetUtcNow() + Often : null;
    }

    private async Task Ask(LinkCode code, CancellationToken ct)
    {
        try
        {
            await codes.Ask(code, ct);
        }
        catch (CiUnavailableException fault)
        {
            log.LogInformation("Who {Person} is could not be learnt; it is asked again: {Why}", code.Person.Id, fault.Message);
            return;
        }

        if (!codes.IsOpen(code)) return;
        if (code.Account is not null) await commits.Run(commit => Link(commit, code), ct);
        else if (code.EndedBecause is { } why) await commits.Run(commit => Failed(commit, code, $"You were not linked to an account at {codes.Host}: {why}. To try again, type: /release link"), ct);
        else return;
        codes.Close(code);
    }

    private static async Task Link(Commit commit, LinkCode code)
    {
        var (who, account) = (code.Person, code.Account!);
        var known = await commit.Db.Links.Where(l => l.Host == account.Host && (l.Number == account.Number || (l.Workspace == who.Workspace && l.User == who.Id))).ToListAsync();
        if (Domain.Approvals.Link.WhyNot(who, account, known) is { } no)
        {
            End(commit, code, "link.refused", no);
            return;
        }

        commit.Db.Links.Add(new(who, account, commit.Now));
        commit.Record(new AuditEvent("link.made", who, $"{account} (account {account.Number})"), run: null);
        commit.Tell(who.Id, otherwise: null, new Note("", $"You are {account} from now on. To undo that, type: /release unlink"));
    }

    private static Task Failed(Commit commit, LinkCode code, string words)
    {
        End(commit, code, "link.failed", words);
        return Task.CompletedTask;
    }

    private static void End(Commit commit, LinkCode code, string what, string words)
    {
        commit.Record(new AuditEvent(what, code.Person, words), run: null);
        commit.Tell(code.Person.Id, otherwise: null, new Note("", words));
    }
}
