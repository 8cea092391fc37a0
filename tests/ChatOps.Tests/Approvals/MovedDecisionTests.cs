using System.Security.Cryptography;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Tests.FrontDoor;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Tests.Approvals;

/// <summary>
/// What was decided on moves: after the first vote; after the last, before the stored bytes are hashed; after that, before it begins.
/// Nothing is deployed on votes of before, and people are told why. The bot is stopped meanwhile, so all it knows is what is stored.
/// </summary>
public class MovedDecisionTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public Task Ci_runs_it_again(Storage storage) =>
        AtEveryStep(storage, "run 1234 was run again in CI (attempt 2)", m => m.Ci.Change(1234, run => run["attempt"] = 2));

    [Theory, OnSqlite, OnPostgreSql]
    public Task An_artifact_is_replaced_under_its_name(Storage storage) => AtEveryStep(storage, "shop.zip of run 1234 was replaced in CI", m =>
    {
        File.AppendAllText(m.Ci.Zip(1234), "other bytes");
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(m.Ci.Zip(1234))));
        File.WriteAllText(Path.Combine(m.Ci.Folder(1234), "SHA256SUMS"), $"{digest}  shop.zip\n");
    });

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_tag_is_moved(Storage storage) => AtEveryStep(
        storage, "CI now says that run 1234 is of commit 0123456", m => m.Ci.Change(1234, run => run["commit"] = "0123456789abcdef0123456789abcdef01234567"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task The_policy_is_edited(Storage storage) =>
        AtEveryStep(storage, "the approval policy changed", m => m.World.Settings.Of("live", "Approval:NotAuthors", "true"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Another_rule_of_the_environment_is_edited(Storage storage) =>
        AtEveryStep(storage, "the policy changed", m => m.World.Settings.Of("live", "Gates:OnlyNewer", "true"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task An_approver_leaves_the_group(Storage storage) =>
        AtEveryStep(storage, "approver is no longer in @approvers", m => m.World.Slack.Approvers = [People.SecondApprover, People.ThirdApprover]);

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_gate_gets_worse(Storage storage) =>
        AtEveryStep(storage, "$.open is 2, and 0 is asked for", m => m.Monitoring.Answer = http => http.Response.WriteAsync("""{"open":2}"""));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Another_release_is_deployed(Storage storage) => AtEveryStep(storage, "run 1233 (1.4.1) runs there now", _ => { }, async bot =>
    {
        var emergency = await bot.Begin(People.ThirdApprover, "/deploy live run 1233 emergency \"checkout is down\"");
        await bot.UntilStatus(emergency, RunStatus.Succeeded);
    });

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_freeze_begins(Storage storage) =>
        AtEveryStep(storage, "frozen by", _ => { }, bot => bot.Type(People.ThirdApprover, "/release freeze \"outage\""));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Somebody_locks_the_environment(Storage storage) =>
        AtEveryStep(storage, "locked by second-developer", _ => { }, bot => bot.Type(People.SecondDeveloper, "/release lock live because load test"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task The_target_is_edited(Storage storage) =>
        AtEveryStep(storage, "the target's settings changed", m => m.World.Settings.Of("live", "Target:Port", "44"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Evidence_is_withdrawn(Storage storage) =>
        AtEveryStep(storage, "test failed", m => m.Ci.Change(1234, run => run["jobs"]![1]!["conclusion"] = "failure"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task The_stored_file_is_swapped(Storage storage) => AtEveryStep(storage, "shop.zip", m =>
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(m.Ci.Zip(1234))));
        var file = Directory.EnumerateFiles(m.World.Settings.Folder, "*", SearchOption.AllDirectories).Single(f => f.Contains(digest[2..], StringComparison.Ordinal));
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, "other bytes");
    });

    [Theory, OnSqlite, OnPostgreSql]
    public Task Approvals_expire(Storage storage) => AtEveryStep(storage, "approvals hold for 24 hours", _ => { }, unanswered: "nobody answered in time", after: TimeSpan.FromHours(24));

    private sealed record Moving(World World, ShopCi Ci, Monitoring Monitoring);

    private enum Step
    {
        AfterTheFirstVote,
        AfterTheLastVote,
        AfterTheBytesWereHashed,
    }

    private static async Task AtEveryStep(Storage storage, string words, Action<Moving> move, Func<BotHost, Task>? live = null, string? unanswered = null, TimeSpan after = default)
    {
        foreach (var step in Enum.GetValues<Step>()) await At(step, storage, step == Step.AfterTheFirstVote ? unanswered ?? words : words, move, live, after);
    }

    private static async Task At(Step step, Storage storage, string words, Action<Moving> move, Func<BotHost, Task>? live, TimeSpan after)
    {
        await using var monitoring = await Monitoring.Start();
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        world.Settings.Environment("live", approvals: 2, port: 4).Of("live", "Emergency:Group", "approvers")
            .Of("live", "Gates:Http:0:Name", "open incidents").Of("live", "Gates:Http:0:Url", monitoring.Address).Of("live", "Gates:Http:0:Passes", "$.open = 0");
        if (step == Step.AfterTheLastVote) world.Settings.Of("live", "Gates:WaitFor", "00:10:00");
        var moving = new Moving(world, new(world.Settings), monitoring);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await Vote(bot, People.Approver, run, 1);
        var held = new TaskCompletionSource();
        if (step != Step.AfterTheFirstVote)
        {
            if (step == Step.AfterTheBytesWereHashed)
            {
                // The last thing before it begins is to ask about the first approver again.
                await clock.Move(TimeSpan.FromSeconds(61));
                world.Slack.Trouble = c => c.Method == "users.info" && c.Text("user") == People.Approver.Id ? new Fault.SlowUntil(held.Task) : null;
            }

            await Vote(bot, People.SecondApprover, run, 2);
            if (step == Step.AfterTheLastVote) await Until.Found("it waits", async () => (await bot.Load(run)).Notice.Contains("to object", StringComparison.Ordinal) ? "" : null, bot.Seen);
            else await Until.Found("its bytes are hashed", async () => (await bot.Load(run)).IsStoreVerified ? "" : null, bot.Seen);
        }

        if (live is not null) await live(bot);
        var stopping = bot.Stop();
        world.Slack.Trouble = _ => null;
        await stopping;
        held.SetResult();
        move(moving);
        await clock.Move(TimeSpan.FromMinutes(11) + after);
        bot = await world.StartBot();
        if (step == Step.AfterTheFirstVote && !(await bot.Load(run)).Status.IsFinal())
        {
            var card = await bot.UntilCard(run, "is there", _ => true);
            if (card.Button("approve") is not null) await bot.Hands.Press(People.SecondApprover, card, "approve");
        }

        var stopped = await Until.Found($"{step}: it is stopped by \"{words}\"", async () => await bot.Load(run) is var r && Told(r).Contains(words, StringComparison.Ordinal) ? r : null,
            () => $"{Told(bot.Load(run).Result)}\n{string.Join('\n', bot.Audit(run).Result.Select(a => $"{a.What}: {a.Why}"))}\n{bot.Seen()}");
        Assert.True(stopped.Status.IsFinal() || stopped.YesCount < 2, $"{step}: {stopped.Status}, {stopped.YesCount} votes still count. {string.Join('\n', (await bot.Audit(run)).Select(a => $"{a.What}: {a.Why}"))}");
        Assert.NotEqual(RunStatus.Succeeded, stopped.Status);
        Assert.DoesNotContain(world.Target("live").Applied, o => o.CiRun == 1234 && o.Step is StepKind.Start or StepKind.SwitchTraffic && o.CiRun == 1234);
    }

    private static string Told(PipelineRun run) => string.Join('\n', run.Votes.Select(v => v.VoidBecause).Append(run.Notice));

    private static async Task Vote(BotHost bot, Member who, long run, int count)
    {
        await bot.Press(who, run, "approve");
        await Until.Found($"{count} votes count", async () => (await bot.Load(run)).YesCount == count ? "" : null, bot.Seen);
    }
}
