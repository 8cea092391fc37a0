using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Slack;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Gates in front of single stages: they wait, open, and say no, with words.</summary>
public class StageGateTests
{
    private const string Saturday = "2026-11-21T06:00Z", Monday = "2026-11-23T09:00:01Z";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_window_is_waited_for_told_by_why_and_opens_by_itself(Storage storage)
    {
        await using var world = await Soaking(storage);
        var clock = await WorldClock.In(world, Saturday);
        var bot = await world.StartBot();
        const string waits = "⏳ waits, window of soak: closed; open Mon-Fri 09:00-17:00 UTC; opens 2026-11-23 09:00 UTC (cleared by time alone)";
        const string earliest = "It could go at the earliest: 2026-11-23 09:00:00 UTC";
        var why = await bot.Type(People.Developer, "/release why live run 1234");
        Assert.Contains(waits, why);
        Assert.Contains(earliest, why);
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.UntilCardSays(run, "soak waits at its gates: window: closed; open Mon-Fri 09:00-17:00 UTC; opens 2026-11-23 09:00 UTC", "soak waiting");
        Assert.Equal(0, (await bot.Load(run)).Own("soak").Try);

        // What the run began with holds, whatever the settings say by now.
        await bot.Stop();
        world.Settings.Without("Projects:shop:Pipeline:1:Gates");
        bot = await world.StartBot();
        why = await bot.Type(People.Developer, "/release why live run 1234");
        Assert.Contains(waits, why);
        Assert.Contains(earliest, why);
        Assert.Empty(world.Target("live").Given);
        await clock.Set(Monday);
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Single(await bot.Audit(run), a => a is { What: "stage.waits" } && a.Why.StartsWith("soak: window: closed", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_emergency_passes_it_over_and_says_so(Storage storage)
    {
        await using var world = await Soaking(storage);
        world.Settings.Of("live", "Emergency:Group", "approvers");
        await WorldClock.In(world, Saturday);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Approver, "/deploy live run 1234 emergency \"checkout is down\"");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        await Until.True("the channel is told what gave way", () => world.Slack.Posted(SlackWorkspace.Releases).Any(m => m.Text.Contains("Gave way: ", StringComparison.Ordinal) && m.Text.Contains("window of soak", StringComparison.Ordinal)), bot.Seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Another_system_says_no_and_later_yes(Storage storage)
    {
        await using var monitoring = await Monitoring.Start();
        monitoring.Answer = http => http.Response.WriteAsync("""{"open":1}""");
        await using var world = await StageBed.Of(storage, (p, w) => p
            .Script("build", $"touch {w.Sign("begun")}; cp app.txt shop.bin").With("Outputs:0", "shop.bin").With("Gates:Http:0:Name", "open incidents").With("Gates:Http:0:Url", monitoring.Address).With("Gates:Http:0:Passes", "$.open = 0")
            .Deploy("dev", "build"));
        var clock = await WorldClock.In(world, Saturday);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(run, "build waits at its gates: open incidents: $.open is 1, and 0 is asked for; asked again at");
        Assert.False(File.Exists(world.Sign("begun")));

        // Asked again the answer is the same, and that is no news.
        await clock.Move(TimeSpan.FromSeconds(31));
        await Until.True("it is asked again", () => monitoring.Asked > 1, bot.Seen);
        monitoring.Answer = http => http.Response.WriteAsync("""{"open":0}""");
        await clock.Move(TimeSpan.FromSeconds(31));
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal((1, "open incidents"), (ended.Own("build").Try, Assert.Single(ended.Own("build").Gates!).Gate));
        Assert.Equal(["outside.told", "stage.waits", "outside.told"], (await bot.Audit(run)).Select(a => a.What).Where(w => w is "outside.told" or "stage.waits"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_says_no_fails_its_stage_and_the_pipeline_says_what_then(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p
            .Script("lint", $"touch {w.Sign("linted")}").With("OnFailure", "Continue").With("Gates:Http:0:Name", "linter").With("Gates:Http:0:Url", "http://127.0.0.1:9/").With("Gates:Http:0:WhenUnknown", "Refuse")
            .Script("build", "cp app.txt shop.bin", "lint").With("Outputs:0", "shop.bin").Deploy("dev", "build")
            .Script("check", "true", "dev").With("Gates:Branches:0", "release/*").With("Gates:MaxCommits", "5").With("Retry:Count", "3"));
        var bot = await world.StartBot();
        var run = await bot.Make(RunStatus.RolledBack);
        const string words = "branch: main may not go here, only release/*; deploy a run of such a branch";
        Assert.Equal($"check failed: {words}; nothing serves dev, as before", run.Notice);
        Assert.Equal("lint Failed, build Passed, check Failed", run.States());
        Assert.Equal("linter: can't be evaluated: it could not be reached; and then the answer is no. Press Retry when it answers again", run.Own("lint").Words);
        Assert.Equal((0, 0), (run.Own("lint").Try, run.Own("check").Try));
        Assert.False(File.Exists(world.Sign("linted")));
        Assert.Contains("only release/", (await bot.UntilThreadSays(run.Id, "check: refused by its gates")).Everything);
        Assert.Equal(2, (await bot.Audit(run.Id)).Count(a => a.What == "stage.refused"));

        Assert.Equal("lint Failed, build Passed, check Passed", (await bot.Make(line: "/release start shop release/2")).States());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Commits_that_are_to_be_counted_are_waited_for_and_too_many_take_the_release_back(Storage storage)
    {
        await using var world = await World.Of(storage);
        var commits = Path.Combine(new ShopCi(world.Settings).Root, "commits.json");
        new Pipeline(world.Settings).Deploy("dev").Script("check", "true", "dev").With("Gates:MaxCommits", "1");
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        var good = File.ReadAllText(commits);
        File.WriteAllText(commits, "{");
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "The commits in between could not be listed, and the policy asks for them.");
        File.WriteAllText(commits, good);
        var ended = await bot.UntilStatus(run, RunStatus.RolledBack);
        Assert.Contains("check failed: change size: ", ended.Notice);
        Assert.Contains("commits would come at once, and at most 1 may", ended.Notice);
        Assert.Equal(1233, world.Target("dev").Serving!.CiRun);
    }

    private static async Task<World> Soaking(Storage storage)
    {
        var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 0, port: 9);
        new Pipeline(world.Settings).Deploy("dev").Stage("Wait", "soak", "dev").With("For", "00:00:00.1").With("Gates:Windows:0", "Mon-Fri 09:00-17:00 UTC").Deploy("live", "soak");
        return world;
    }
}
