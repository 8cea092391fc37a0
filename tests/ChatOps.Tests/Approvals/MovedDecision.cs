using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Approvals;

/// <summary>
/// What was decided on moves: after the first vote; after the last, before the stored bytes are hashed; after that, before it begins.
/// Nothing is deployed on votes of before, and people are told why. The bot is stopped meanwhile, so all it knows is what is stored.
/// </summary>
internal static class MovedDecision
{
    public sealed record Moving(World World, ShopCi Ci, Monitoring Monitoring);

    private enum Step
    {
        AfterTheFirstVote,
        AfterTheLastVote,
        AfterTheBytesWereHashed,
    }

    public static async Task AtEveryStep(Storage storage, string words, Action<Moving> move, Func<BotHost, Task>? live = null, string? unanswered = null, TimeSpan after = default)
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
