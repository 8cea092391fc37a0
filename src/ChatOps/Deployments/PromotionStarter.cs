using ChatOps.Domain.Deployments;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>Starts what goes on by itself when its time has come. The row and the run it becomes are stored in one transaction, so it starts once, also with several nodes.</summary>
public sealed class PromotionStarter(
    Database database, CommitQueue commits, Committed committed, ProjectCatalog projects, TimeProvider time, ILogger<PromotionStarter> log) : BackgroundService
{
    private readonly Nudge _nudge = new(committed, ToDo.Promotions);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(StartDue, time, log, stoppingToken);

    private async Task<DateTimeOffset?> StartDue(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        List<long> due;
        await using (var db = database.Read())
            due = await db.Promotions.Where(p => p.EndedAt == null && p.DueAt <= now).OrderBy(p => p.DueAt).Take(32).Select(p => p.Id).ToListAsync(ct);
        foreach (var promotion in due) await commits.Run(commit => Start(commit, promotion), ct);
        await using var after = database.Read();
        return await after.Promotions.Where(p => p.EndedAt == null).MinAsync(p => (DateTimeOffset?)p.DueAt, ct);
    }

    private async Task Start(Commit commit, long id)
    {
        if (await commit.Db.Promotions.FindAsync(id) is not { EndedAt: null } promotion || promotion.DueAt > commit.Now) return;
        var current = (await commit.Db.Environments.FindAsync(promotion.Project, promotion.From))?.Current;
        var project = projects.Find(promotion.Project);
        if (promotion.WhyNot(current, project) is { } why)
        {
            Cancel(commit, promotion, why);
            return;
        }

        var channel = (await commit.Db.Cards.FindAsync(promotion.Run))?.Channel ?? promotion.Requester.Id;
        var started = await Deploy.Try(
            commit, project!, project!.Find(promotion.To)!, promotion.CiRun, promotion.Requester, channel,
            $"#{promotion.Run} put it into {promotion.From}, and the policy promotes it", isByBot: true);
        if (started.Run is not { } run)
        {
            Cancel(commit, promotion, started.Words);
            return;
        }

        commit.Record(promotion.Starts($"started #{run}", commit.Now), promotion.Run);
        commit.Tell(promotion.Run, $"Promoted to {promotion.To}", $"#{run} takes run {promotion.CiRun} there. Its gates and approvals hold as always.");
    }

    private static void Cancel(Commit commit, PendingPromotion promotion, string why)
    {
        commit.Record(promotion.Cancel(why, commit.Now), promotion.Run);
        commit.Tell(promotion.Run, $"Not promoted to {promotion.To}", why);
    }
}
