using System.Text.RegularExpressions;
using ChatOps.Audit;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;
using static ChatOps.Hosting.Demo.Theatre;

namespace ChatOps.Hosting.Demo;

/// <summary>The story: deploy, approve, promote, a bad run that is rolled back, rollback by command, and the whole pipeline from the source; and what must not happen, does not.</summary>
internal sealed partial class Story
{
    private readonly Theatre _theatre;
    private readonly Database _database;
    private readonly Dictionary<string, string> _addresses;

    public Story(WebApplication app, Theatre theatre)
    {
        _theatre = theatre;
        _database = app.Services.GetRequiredService<Database>();
        _addresses = app.Services.GetRequiredService<ProjectCatalog>().Options["shop"].Environments
            .ToDictionary(e => e.Key, e => $"http://127.0.0.1:{e.Value.Target.Port}/version");
    }

    public async Task Play(CancellationToken ct)
    {
        await _theatre.UntilReady(ct);

        Scene("A release goes to staging");
        var first = await Ask(Developer, "/deploy", "staging run 1233", ct);
        await _theatre.UntilCardSays(first, ct, "waiting for approval");
        await Press(Developer, first, "approve", ct);
        Told(await _theatre.UntilWhispered(Developer, "only members of @approvers", ct));
        await Press(Visitor, first, "approve", ct);
        Told(await _theatre.UntilWhispered(Visitor, "another workspace", ct));
        await Approve(first, "staging", 1233, ct, Approver);

        Scene("The next one replaces it");
        var second = await Ask(Approver, "/deploy", "staging run 1234", ct);
        await _theatre.UntilCardSays(second, ct, "waiting for approval");
        await Press(Approver, second, "approve", ct);
        Told(await _theatre.UntilWhispered(Approver, "somebody else must approve", ct));
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
        await _theatre.UntilCardSays(bad, ct, "waiting for approval");
        await Press(Approver, bad, "approve", ct);
        Say($"the card: {FirstLine(await _theatre.UntilCardSays(bad, ct, "rolled back"))}");
        await Serves("staging", 1234, ct);

        Scene("Production goes back by command");
        var back = await Ask(Developer, "/rollback", "production because the story says so", ct);
        await Approve(back, "production", 1233, ct, Approver);

        Scene("From the source to production: a new release is built once, and only promoted from there on");
        var made = await Ask(Developer, "/release", "start shop", ct);
        Say($"the card: {StagesOf(await _theatre.UntilMade(made, ct))}");
        var ciRun = await MadeBy(made, ct);
        await Approve(made, "staging", ciRun, ct, Approver);
        var next = await NextRun("production", ciRun, ct);
        Say($"#{next} to production begins by itself");
        await Approve(next, "production", ciRun, ct, Approver, SecondApprover);
        Say($"its stages: {StagesOf(await _theatre.UntilCardSays(next, ct, "smoke test passed"))}");

        Scene("The audit trail");
        await CheckAudit(ciRun, ct);
    }

    private async Task<long> Ask(string who, string command, string text, CancellationToken ct)
    {
        var answer = await _theatre.Type(who, command, text, ct);
        Say($"{who} types {command} {text}");
        var number = RunNumber().Match(answer);
        return number.Success ? long.Parse(number.Groups["number"].Value) : throw new StoryException($"{command} {text} was answered: {answer}");
    }

    private async Task Press(string who, long run, string button, CancellationToken ct)
    {
        await _theatre.Press(who, run, button, ct);
        Say($"{who} presses {button} on #{run}");
    }

    private async Task Approve(long run, string environment, long ciRun, CancellationToken ct, params string[] approvers)
    {
        await _theatre.UntilCardSays(run, ct, "waiting for approval");
        foreach (var (who, count) in approvers.Select((who, i) => (who, i + 1)))
        {
            await Press(who, run, "approve", ct);
            if (count < approvers.Length) await _theatre.UntilCardSays(run, ct, $"{count} of {approvers.Length}");
        }

        Say($"the card: {FirstLine(await _theatre.UntilCardSays(run, ct, "succeeded"))}");
        await Serves(environment, ciRun, ct);
    }

    private async Task Refused(string command, string text, string because, CancellationToken ct)
    {
        var run = await Ask(Developer, command, text, ct);
        var card = await _theatre.UntilCardSays(run, ct, "refused", because);
        Say($"the card: {string.Join(" ", card.Split('\n').Take(2))}");
    }

    /// <summary>The service answers with the digest that the audit names for this release in this environment.</summary>
    private async Task Serves(string environment, long ciRun, CancellationToken ct)
    {
        var answer = await _theatre.TryAsk(_addresses[environment], ct) ?? throw new StoryException($"{environment} does not answer.");
        var (run, digest) = (answer["run"]?.GetValue<long>(), answer["digest"]?.GetValue<string>());
        await using var db = _database.Read();
        var audited = await LastAudited(db, environment, ciRun, ct);
        if (run != ciRun || digest is null || digest != audited?.Hex) throw new StoryException($"{environment} answers {answer.ToJsonString()}; the audit names run {ciRun} with digest {audited?.Hex ?? "none"}.");
        Say($"{environment} answers run {run}, digest {digest[..12]}…, as the audit says");
    }

    private static async Task<Digest?> LastAudited(ChatOpsDb db, string environment, long ciRun, CancellationToken ct)
    {
        var run = await db.Runs.Where(r => r.Environment == environment && r.CiRun == ciRun && r.FinishedAt != null)
            .OrderByDescending(r => r.Id).Select(r => r.Id).FirstOrDefaultAsync(ct);
        return await db.Audit.Where(a => a.Run == run && a.What == "run.succeeded").Select(a => a.Digest).FirstOrDefaultAsync(ct);
    }

    private async Task<long> MadeBy(long run, CancellationToken ct)
    {
        await using var db = _database.Read();
        return await db.Runs.Where(r => r.Id == run).Select(r => r.CiRun).SingleAsync(ct) ?? throw new StoryException($"#{run} asks for approval of no release.");
    }

    private async Task<long> NextRun(string environment, long ciRun, CancellationToken ct)
    {
        await using var db = _database.Read();
        var next = await db.Runs.Where(r => r.Environment == environment && r.CiRun == ciRun).Select(r => (long?)r.Id).SingleOrDefaultAsync(ct);
        return next ?? throw new StoryException($"run {ciRun} does not go on to {environment}.");
    }

    private async Task CheckAudit(long newest, CancellationToken ct)
    {
        await using var db = _database.Read();
        var (whole, fault) = await AuditTrail.Verify(db, ct);
        if (fault is not null) throw new StoryException($"the audit trail is broken: {fault}");
        Say($"{whole} entries, each follows the one before");
        await Serves("staging", newest, ct);
        await Serves("production", newest, ct);
    }

    private static string StagesOf(string card) => card.Split('\n').FirstOrDefault(l => l.StartsWith("Stages: ", StringComparison.Ordinal))?["Stages: ".Length..].TrimEnd('.') ?? card;

    private static string FirstLine(string text) => text.Split('\n')[0];

    private static void Scene(string title) => Console.WriteLine($"\n{title}");

    private static void Say(string what) => Console.WriteLine($"  ✓ {what}");

    private static void Told(string words) => Console.WriteLine($"    and is told: {words}");

    [GeneratedRegex(@"^#(?<number>\d+):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunNumber();
}
