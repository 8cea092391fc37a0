using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Slack;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Tests.Gates;

/// <summary>Each automatic gate, through the front door.</summary>
public class AutomaticGateTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Gates_that_say_no_say_why(Storage storage)
    {
        await using var world = await World.Of(storage);
        var number = 10;
        BotSettings Add(string name) => world.Settings.Environment(name, approvals: 0, port: number++);
        Add("branches").Of("branches", "Gates:Branches:0", "release/*");
        Add("fresh").Of("fresh", "Gates:MaxAge", "00:00:01");
        Add("small").Of("small", "Gates:MaxCommits", "1");
        Add("newer").Of("newer", "Gates:OnlyNewer", "true");
        Add("soaked").Of("soaked", "Gates:Soak", "01:00:00").Of("soaked", "After:0", "dev");
        var bot = await world.StartBot();
        await bot.Deploy("small", 1233);
        await bot.Deploy("newer", 1234);
        await bot.Deploy("dev", 1234);
        await bot.Deploy("dev", 1233);
        await Refused(bot, "branches", 1234, "main may not go here, only release/*");
        await Refused(bot, "fresh", 1234, "at most 1 s may be; deploy a newer run");
        await Refused(bot, "small", 1234, "commits would come at once, and at most 1 may");
        await Refused(bot, "newer", 1233, "run 1234 (1.4.2) runs there and is newer than run 1233");
        await Refused(bot, "soaked", 1234, "it served in dev for");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Gates_that_wait_open_by_themselves(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("later", approvals: 0, port: 10).Of("later", "Gates:WaitFor", "02:00:00").Of("later", "Gates:Soak", "01:00:00").Of("later", "After:0", "dev");
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        var run = await bot.Begin(People.Developer, "/deploy later run 1234");
        await bot.UntilCardSays(run, "it must serve in dev for 60 minutes");
        bot = await clock.StopUntil(bot, "2026-11-20T11:50Z");
        await bot.UntilCardSays(run, "everybody has 2 hours to object");
        Assert.Empty(world.Target("later").Given);
        bot = await clock.StopUntil(bot, "2026-11-20T12:10Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_environment_before_must_serve(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        world.Settings.Environment("after", approvals: 0, port: 10).Of("after", "Gates:HealthBefore", "true").Of("after", "After:0", "dev");
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        world.Target("dev").Fall();
        var run = await bot.Begin(People.Developer, "/deploy after run 1234");
        await bot.UntilCardSays(run, "nothing serves dev now", "asked again at");
        Assert.Empty(world.Target("after").Given);
        world.Target("dev").GetUp();
        bot = await clock.StopUntil(bot, "2026-11-20T10:01Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Another_system_is_asked_with_its_secret_and_asked_again(Storage storage)
    {
        await using var monitoring = await Monitoring.Start();
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        Environment.SetEnvironmentVariable("CHATOPS_TEST_MONITORING", "Bearer a-secret");
        Http(world.Settings, monitoring.Address).Of("asked", "Gates:Http:0:Header", "Authorization").Of("asked", "Gates:Http:0:Secret", "CHATOPS_TEST_MONITORING");
        monitoring.Answer = http => http.Response.WriteAsync("""{"open":1}""");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy asked run 1234");
        await bot.UntilCardSays(run, "$.open is 1, and 0 is asked for; asked again at");
        Assert.Equal("Bearer a-secret", monitoring.LastHeader);
        monitoring.Answer = http => http.Response.WriteAsync("""{"open":0}""");
        bot = await clock.StopUntil(bot, "2026-11-20T10:01Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.DoesNotContain(await bot.Audit(), a => a.Why.Contains("a-secret", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Slack.Calls, c => c.ToString().Contains("a-secret", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_another_system_can_answer_wrongly(Storage storage)
    {
        await using var other = await Monitoring.Start();
        await using var monitoring = await Monitoring.Start();
        (string Words, Func<HttpContext, Task> Answer)[] all =
        [
            ("its answer is no JSON", http => http.Response.WriteAsync("<html>")),
            ("its answer has no $.open", http => http.Response.WriteAsync("{}")),
            ("$.open of its answer is no single value", http => http.Response.WriteAsync("""{"open":{}}""")),
            ("it answered 500", http => { http.Response.StatusCode = 500; return Task.CompletedTask; }),
            ("larger than 256 KB", http => http.Response.WriteAsync(new string(' ', 300_000))),
            ("it sends to another host", http => { http.Response.Redirect(other.Address); return Task.CompletedTask; }),
            ("it sends on and on", http => { http.Response.Redirect("/again"); return Task.CompletedTask; }),
            ("it could not be reached", http => { http.Abort(); return Task.CompletedTask; }),
            ("no answer within 5 s", http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)),
        ];
        await using var world = await World.Of(storage);
        monitoring.Answer = http => all[int.Parse(http.Request.Query["which"]!)].Answer(http);
        for (var i = 0; i < all.Length; i++)
        {
            Http(world.Settings, $"{monitoring.Address}/?which={i}", $"e{i}", 20 + i);
            if (i % 2 == 1) world.Settings.Of($"e{i}", "Gates:Http:0:WhenUnknown", "Refuse");
        }

        // A redirect loses the query: what it comes back to redirects again.
        monitoring.Answer = http => http.Request.Path == "/again" ? all[6].Answer(http) : all[int.Parse(http.Request.Query["which"]!)].Answer(http);
        var bot = await world.StartBot();
        for (var i = 0; i < all.Length; i++)
        {
            var run = await bot.Begin(People.Developer, $"/deploy e{i} run 1234");
            if (i % 2 == 1) Assert.Contains($"can't be evaluated: ", (await bot.UntilStatus(run, RunStatus.Refused)).Notice);
            await bot.UntilCardSays(run, $"can't be evaluated: ", all[i].Words);
            Assert.Empty(world.Target($"e{i}").Given);
        }

        Assert.Equal(0, other.Asked);
    }

    private static BotSettings Http(BotSettings settings, string address, string environment = "asked", int port = 10) => settings.Environment(environment, approvals: 0, port: port)
        .Of(environment, "Gates:Http:0:Name", "open incidents").Of(environment, "Gates:Http:0:Url", address).Of(environment, "Gates:Http:0:Passes", "$.open = 0");

    private static async Task Refused(BotHost bot, string environment, long ciRun, string words)
    {
        var run = await bot.UntilStatus(await bot.Begin(People.Developer, $"/deploy {environment} run {ciRun}"), RunStatus.Refused);
        Assert.Contains(words, run.Notice);
    }
}
