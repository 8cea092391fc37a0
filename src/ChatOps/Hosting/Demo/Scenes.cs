using System.Text.RegularExpressions;
using ChatOps.Audit;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;
using static ChatOps.Hosting.Demo.Theatre;

namespace ChatOps.Hosting.Demo;

/// <summary>What scenes are made of: people who type and press, and claims that are checked against what is served, shown and audited.</summary>
internal abstract partial class Scenes
{
    private readonly Dictionary<string, string> _addresses;

    protected Scenes(WebApplication app, Theatre theatre)
    {
        Theatre = theatre;
        Database = app.Services.GetRequiredService<Database>();
        _addresses = app.Services.GetRequiredService<ProjectCatalog>().Options["shop"].Environments
            .ToDictionary(e => e.Key, e => $"http://127.0.0.1:{e.Value.Target.Port}/version");
    }

    protected Theatre Theatre { get; }

    protected Database Database { get; }

    public abstract Task Play(CancellationToken ct);

    protected async Task<long> Ask(string who, string command, string text, CancellationToken ct)
    {
        var answer = await Theatre.Type(who, command, text, ct);
        Say($"{who} types {command} {text}");
        var number = RunNumber().Match(answer);
        return number.Success ? long.Parse(number.Groups["number"].Value) : throw new StoryException($"{command} {text} was answered: {answer}");
    }

    protected async Task Press(string who, long run, string button, CancellationToken ct)
    {
        await Theatre.Press(who, run, button, ct);
        Say($"{who} presses {button} on #{run}");
    }

    protected async Task Approve(long run, string environment, long ciRun, CancellationToken ct, params string[] approvers)
    {
        await Theatre.UntilCardSays(run, ct, "waiting for approval");
        foreach (var (who, count) in approvers.Select((who, i) => (who, i + 1)))
        {
            await Press(who, run, "approve", ct);
            if (count < approvers.Length) await Theatre.UntilCardSays(run, ct, $"{count} of {approvers.Length}");
        }

        Say($"the card: {FirstLine(await Theatre.UntilCardSays(run, ct, "succeeded"))}");
        await Serves(environment, ciRun, ct);
    }

    protected async Task Refused(string command, string text, string because, CancellationToken ct)
    {
        var run = await Ask(Developer, command, text, ct);
        var card = await Theatre.UntilCardSays(run, ct, "refused", because);
        Say($"the card: {string.Join(" ", card.Split('\n').Take(2))}");
    }

    /// <summary>The service answers with the digest that the audit names for this release in this environment.</summary>
    protected async Task Serves(string environment, long ciRun, CancellationToken ct)
    {
        var answer = await Theatre.TryAsk(_addresses[environment], ct) ?? throw new StoryException($"{environment} does not answer.");
        var (run, digest) = (answer["run"]?.GetValue<long>(), answer["digest"]?.GetValue<string>());
        await using var db = Database.Read();
        var audited = await LastAudited(db, environment, ciRun, ct);
        if (run != ciRun || digest is null || digest != audited?.Hex) throw new StoryException($"{environment} answers {answer.ToJsonString()}; the audit names run {ciRun} with digest {audited?.Hex ?? "none"}.");
        Say($"{environment} answers run {run}, digest {digest[..12]}…, as the audit says");
    }

    protected static async Task<Digest?> LastAudited(ChatOpsDb db, string environment, long ciRun, CancellationToken ct)
    {
        var run = await db.Runs.Where(r => r.Environment == environment && r.CiRun == ciRun && r.FinishedAt != null)
            .OrderByDescending(r => r.Id).Select(r => r.Id).FirstOrDefaultAsync(ct);
        return await db.Audit.Where(a => a.Run == run && a.What == "run.succeeded").Select(a => a.Digest).FirstOrDefaultAsync(ct);
    }

    protected async Task CheckAudit(CancellationToken ct)
    {
        await using var db = Database.Read();
        var (whole, fault) = await AuditTrail.Verify(db, ct);
        if (fault is not null) throw new StoryException($"the audit trail is broken: {fault}");
        Say($"{whole} entries, each follows the one before");
    }

    protected static string FirstLine(string text) => text.Split('\n')[0];

    protected static void Scene(string title) => Console.WriteLine($"\n{title}");

    protected static void Say(string what) => Console.WriteLine($"  ✓ {what}");

    protected static void Told(string words) => Console.WriteLine($"    and is told: {words}");

    [GeneratedRegex(@"^#(?<number>\d+):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunNumber();
}
