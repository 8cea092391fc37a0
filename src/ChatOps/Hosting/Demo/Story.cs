using Microsoft.EntityFrameworkCore;
using static ChatOps.Hosting.Demo.Theatre;

namespace ChatOps.Hosting.Demo;

/// <summary>The story: deploy, approve, promote, a bad run that is rolled back, rollback by command, and the whole pipeline from the source; and what must not happen, does not.</summary>
internal sealed class Story(WebApplication app, Theatre theatre) : Scenes(app, theatre)
{
    public override async Task Play(CancellationToken ct)
    {
        await Theatre.UntilReady(ct);

        Scene("A release goes to staging");
        var first = await Ask(Developer, "/deploy", "staging run 1233", ct);
        await Theatre.UntilCardSays(first, ct, "waiting for approval");
        await Press(Developer, first, "approve", ct);
        Told(await Theatre.UntilWhispered(Developer, "only members of @approvers", ct));
        await Press(Visitor, first, "approve", ct);
        Told(await Theatre.UntilWhispered(Visitor, "another workspace", ct));
        await Approve(first, "staging", 1233, ct, Approver);

        Scene("The next one replaces it");
        var second = await Ask(Approver, "/deploy", "staging run 1234", ct);
        await Theatre.UntilCardSays(second, ct, "waiting for approval");
        await Press(Approver, second, "approve", ct);
        Told(await Theatre.UntilWhispered(Approver, "somebody else must approve", ct));
        await Approve(second, "staging", 1234, ct, SecondApprover);

        Scene("What must not go out, does not");
        await Refused("/deploy", "staging run 1236", "failed", ct);
        await Refused("/deploy", "staging run 1237", "shop.zip", ct);
        await Refused("/promote", "run 1235 to production", "has not passed staging", ct);

        Scene("The very same bytes go to production, with two approvals");
        await Approve(await Ask(SecondDeveloper, "/promote", "run 1233 to production", ct), "production", 1233, ct, Approver, SecondApprover);
        await Approve(await Ask(Developer, "/promote", "run 1234 to production", ct), "production", 1234, ct, Approver, SecondApprover);

        Scene("A bad release rolls back by itself");
        var bad = await Ask(Developer, "/deploy", "staging run 1235", ct);
        await Theatre.UntilCardSays(bad, ct, "waiting for approval");
        await Press(Approver, bad, "approve", ct);
        Say($"the card: {FirstLine(await Theatre.UntilCardSays(bad, ct, "rolled back"))}");
        await Serves("staging", 1234, ct);

        Scene("Production goes back by command");
        var back = await Ask(Developer, "/rollback", "production because the story says so", ct);
        await Approve(back, "production", 1233, ct, Approver);

        Scene("From the source to production: a new release is built once, and only promoted from there on");
        var made = await Ask(Developer, "/release", "start shop", ct);
        Say($"the card: {StagesOf(await Theatre.UntilMade(made, ct))}");
        var ciRun = await MadeBy(made, ct);
        await Approve(made, "staging", ciRun, ct, Approver);
        var next = await NextRun("production", ciRun, ct);
        Say($"#{next} to production begins by itself");
        await Approve(next, "production", ciRun, ct, Approver, SecondApprover);
        Say($"its stages: {StagesOf(await Theatre.UntilCardSays(next, ct, "smoke test passed"))}");

        Scene("The audit trail");
        await CheckAudit(ct);
        await Serves("staging", ciRun, ct);
        await Serves("production", ciRun, ct);
    }

    private async Task<long> MadeBy(long run, CancellationToken ct)
    {
        await using var db = Database.Read();
        return await db.Runs.Where(r => r.Id == run).Select(r => r.CiRun).SingleAsync(ct) ?? throw new StoryException($"#{run} asks for approval of no release.");
    }

    private async Task<long> NextRun(string environment, long ciRun, CancellationToken ct)
    {
        await using var db = Database.Read();
        var next = await db.Runs.Where(r => r.Environment == environment && r.CiRun == ciRun).Select(r => (long?)r.Id).SingleOrDefaultAsync(ct);
        return next ?? throw new StoryException($"run {ciRun} does not go on to {environment}.");
    }

    private static string StagesOf(string card) => card.Split('\n').FirstOrDefault(l => l.StartsWith("Stages: ", StringComparison.Ordinal))?["Stages: ".Length..].TrimEnd('.') ?? card;
}
