using ChatOps.CiSources;
using LocalGitHub;
using Microsoft.EntityFrameworkCore;
using static ChatOps.Hosting.Demo.Theatre;

namespace ChatOps.Hosting.Demo;

/// <summary>The story with GitHub as the CI: a run that is awaited, a download that breaks off, what must not go out, a workflow that deploys and asks for leave, and what GitHub shows in the end.</summary>
internal sealed class GitHubStory(WebApplication app, Theatre theatre, ShopOnGitHub gitHub) : Scenes(app, theatre)
{
    private readonly string _runsAt = app.Services.GetRequiredService<CiSourceCatalog>().For("shop").RunsAt ?? "";

    public override async Task Play(CancellationToken ct)
    {
        await Theatre.UntilReady(ct);

        Scene("A run that GitHub still works on is waited for");
        var first = await Awaited(ct);

        Scene("Its artifacts come through a line that breaks");
        await Theatre.UntilCardSays(first, ct, "waiting for approval");
        var middle = gitHub.GitHub.Storage.AskedFrom.FirstOrDefault(from => from > 0);
        True(middle > 0, "no download went on where it broke off", $"the download broke off in its midst and went on at byte {middle}");
        await Approve(first, "staging", 1233, ct, Approver);
        await Fits("staging", 1233, ct);

        Scene("What must not go out, does not");
        await Refused("/deploy", "staging run 1236", "failed in CI", ct);
        await Refused("/deploy", "staging run 1237", "are not the ones CI made", ct);
        await Refused("/promote", "run 1234 to production", "has not passed staging", ct);

        Scene("A run is named by the address of its page, and the very same bytes go to production");
        var second = await Ask(Developer, "/deploy", $"staging {_runsAt}1234", ct);
        Say($"the card: {await Theatre.UntilCardShows(second, "/pull/", ct)}");
        await Approve(second, "staging", 1234, ct, Approver);
        await Approve(await Ask(SecondDeveloper, "/promote", "run 1234 to production", ct), "production", 1234, ct, Approver, SecondApprover);
        await Fits("production", 1234, ct);

        Scene("A workflow on GitHub deploys to the showroom; GitHub asks for leave, and Approve in Slack is the answer");
        await ByWorkflow(ct);

        Scene("What GitHub shows in the end");
        await Shown("staging", ct, (1233, "in_progress success inactive"), (1234, "in_progress success"));
        await Shown("production", ct, (1234, "in_progress success"));
        await Shown(ShopOnGitHub.Showroom, ct, (1234, "in_progress success"));
        await Checked(1233, ct, "staging: success", "staging: neutral");
        await Checked(1234, ct, "production: success", "showroom: success", "staging: success");
        True(gitHub.GitHub.Violations.Count == 0, string.Join("; ", gitHub.GitHub.Violations), $"{gitHub.GitHub.Calls.Count} calls, and none that the stand-in does not know");
        True(gitHub.GitHub.Storage.Tokens.IsEmpty, "the storage was shown a token", "where GitHub keeps its bytes, nobody showed a token");

        Scene("The audit trail");
        await CheckAudit(ct);
        await Serves("staging", 1234, ct);
        await Serves("production", 1234, ct);
    }

    private async Task<long> Awaited(CancellationToken ct)
    {
        var ci = gitHub.Run(1233);
        (ci.Status, ci.Conclusion, ci.Jobs[1]) = ("in_progress", null, new("test", "in_progress", null));
        await Tells(ci);
        var run = await Ask(Developer, "/deploy", "staging run 1233", ct);
        Say($"the card: {await Theatre.UntilCardShows(run, "still running", ct)}");
        True(await gitHub.Webhooks.RunMoved(gitHub.Shop, ci, "another secret") == 401, "it was taken", "a webhook that somebody else signed is answered 401");

        gitHub.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, 50, times: 1);
        (ci.Status, ci.Conclusion, ci.Jobs[1]) = ("completed", "success", new("test"));
        await Tells(ci);
        return run;
    }

    private async Task ByWorkflow(CancellationToken ct)
    {
        var run = await Ask(Developer, "/promote", $"run 1234 to {ShopOnGitHub.Showroom}", ct);
        await Theatre.UntilCardSays(run, ct, "waiting for approval");
        await Press(Approver, run, "approve", ct);
        await Until("GitHub is asked to run the workflow", () => Task.FromResult((gitHub.GitHub.Asked("/dispatches") == 1, $"{gitHub.GitHub.Asked("/dispatches")} times")), ct);
        var work = gitHub.Deploying() ?? throw new StoryException("GitHub was asked to run the workflow, and did not.");
        Say($"GitHub runs {work.Workflow} with {string.Join(", ", work.Inputs!.Select(i => $"{i.Key} {Short((string)i.Value!)}"))}");

        var rule = new PendingState(7, ShopOnGitHub.Showroom, MayAnswer: false, IsRule: true);
        work.WaitsFor(rule);
        await Tells(work);
        True(await gitHub.Webhooks.RuleAsked(gitHub.Shop, work, rule, gitHub.GitHub.Address) == 202, "its webhook was not taken", $"GitHub asks whether it may touch the {ShopOnGitHub.Showroom}, and waits");
        await Until("GitHub is answered", () => Task.FromResult((work.Given.Count > 0, work.Status)), ct);
        True(work.Given is [{ State: "approved", Comment: "Approved in Slack by approver" }], $"it is told {string.Join(", ", work.Given)}", $"GitHub is told: {work.Given[0].State}, {work.Given[0].Comment}");

        work.IsAt(2);
        Say($"the card: {await Theatre.UntilCardShows(run, "Check its digest", ct)}");
        var put = gitHub.Perform(work);
        await Tells(work);
        Say($"the card: {FirstLine(await Theatre.UntilCardSays(run, ct, "succeeded"))}");
        await using var db = Database.Read();
        True(await db.Audit.AnyAsync(a => a.Run == run && a.Why.Contains("approved on GitHub by chatops[bot]: Approved in Slack by approver"), ct), "it does not", "the audit says who gave GitHub leave, and for whom");
        var audited = await LastAudited(db, ShopOnGitHub.Showroom, 1234, ct);
        True(put == audited?.Hex, $"the workflow put {put} there, the audit names {audited?.Hex ?? "none"}", $"the workflow put digest {Short(put)} there, as the audit says");
    }

    private async Task Tells(RunState run)
    {
        var status = await gitHub.Webhooks.RunMoved(gitHub.Shop, run);
        True(status == 202, $"it was answered {status}", $"GitHub tells by a signed webhook that run {run.Id} is {run.Status.Replace('_', ' ')}; it is taken");
    }

    /// <summary>What was deployed there has the digest that GitHub's API tells.</summary>
    private async Task Fits(string environment, long ciRun, CancellationToken ct)
    {
        await using var db = Database.Read();
        var audited = await LastAudited(db, environment, ciRun, ct);
        True(audited?.Hex == gitHub.DigestOf(ciRun), $"GitHub has {gitHub.DigestOf(ciRun)}, the audit names {audited?.Hex ?? "none"}", $"these are the bytes that GitHub has of run {ciRun}");
    }

    private async Task Shown(string environment, CancellationToken ct, params (long CiRun, string States)[] deployments)
    {
        var wanted = string.Join(" | ", deployments.Select(d => $"run {d.CiRun}: {d.States}"));
        await Until($"GitHub shows for {environment} {wanted}", () =>
        {
            var seen = string.Join(" | ", gitHub.Shop.Deployments.ToList().Where(d => d.Environment == environment).Select(d => $"run {d.Payload?["run_id"]}: {d.Words}"));
            return Task.FromResult((seen == wanted, seen));
        }, ct);
        Say($"deployments to {environment}: {wanted}");
    }

    private async Task Checked(long ciRun, CancellationToken ct, params string[] checks)
    {
        var commit = gitHub.Run(ciRun).Commit;
        var wanted = string.Join(", ", checks);
        await Until($"GitHub shows on the commit of run {ciRun} {wanted}", () =>
        {
            var written = gitHub.Shop.Checks.ToList().Where(c => (string?)c["head_sha"] == commit).Select(c => $"{((string)c["name"]!).Split(": ")[^1]}: {c["conclusion"]}");
            var seen = string.Join(", ", written.OrderBy(c => c.Split(':')[0], StringComparer.Ordinal));
            return Task.FromResult((seen == wanted, seen));
        }, ct);
        Say($"checks on the commit of run {ciRun}: {wanted}");
    }

    private static void True(bool isTrue, string otherwise, string what)
    {
        if (!isTrue) throw new StoryException($"{what}: {otherwise}.");
        Say(what);
    }

    private static string Short(string text) => text.Length > 40 ? $"{text[..12]}…" : text;
}
