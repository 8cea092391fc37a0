using System.Text.Json.Nodes;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Calls to other programs: their answers, their silence, and asking again.</summary>
public class HttpStageTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_passes_with_a_good_answer_and_sends_what_the_settings_say(Storage storage)
    {
        await using var server = await Monitoring.Start();
        JsonNode? sent = null;
        var key = "";
        server.Answer = async http =>
        {
            sent = await JsonNode.ParseAsync(http.Request.Body);
            key = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {http.Request.Headers["Idempotency-Key"]}";
        };
        await using var world = await StageBed.Of(storage, (p, _) => Calls(p, $"{server.Address}/start?branch={{branch}}").With("Method", "Post").With("Body", """{"branch":"{branch}","version":"{version}"}"""));
        var bot = await world.StartBot();
        var run = await bot.Make(line: "/release start shop release/2");
        Assert.Equal(("release/2", "2.0.0", $"POST /start?branch=release%2F2 {run.Id}/call/1"), (sent!["branch"]!.GetValue<string>(), sent["version"]!.GetValue<string>(), key));
        Assert.Equal("200", run.Own("call").Words);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_refusal_is_told_and_tried_again_where_that_is_worth_it(Storage storage)
    {
        await using var server = await Monitoring.Start();
        server.Answer = http =>
        {
            http.Response.StatusCode = server.Asked < 3 ? 503 : 302;
            http.Response.Headers.Location = "/elsewhere";
            return http.Response.WriteAsync("<!channel> is *down*");
        };
        await using var world = await StageBed.Of(storage, (p, _) => Calls(p, $"{server.Address}/start?token=in-the-query").With("Retry:Count", "2").With("Retry:Pause", "00:00:00.1"));
        var bot = await world.StartBot();
        var run = await bot.Make(RunStatus.RolledBack);
        Assert.Equal($"call failed: GET {server.Address}/start answered 302; nothing serves dev, as before", run.Notice);
        Assert.Equal(3, server.Asked);
        var told = await bot.UntilThreadSays(run.Id, "call: failed (try 2)");
        Assert.Empty(OutgoingRules.LiveIn(told.Text));
        Assert.DoesNotContain(world.Slack.Messages, m => m.Everything.Contains("in-the-query", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_asked_again_until_it_is_done(Storage storage)
    {
        await using var server = await Monitoring.Start();
        var asked = 0;
        server.Answer = http =>
        {
            if (http.Request.Path == "/start") http.Response.StatusCode = 202;
            else http.Response.StatusCode = ++asked switch { 1 => 202, 2 => 500, _ => 200 };
            return Task.CompletedTask;
        };
        await using var world = await StageBed.Of(storage, (p, _) => Calls(p, $"{server.Address}/start").With("Done", "Poll").With("PollUrl", $"{server.Address}/state").With("PollEvery", "00:00:01"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilStage(run, "call", s => s.Words == "not yet (500)", "not done yet");
        Assert.Equal("call Passed", (await bot.UntilStatus(run, RunStatus.Succeeded)).States().Split(", ")[1]);
        Assert.Equal((3, 4), (asked, server.Asked));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_poll_that_is_gone_fails_and_one_that_never_ends_takes_too_long(Storage storage)
    {
        await using var server = await Monitoring.Start();
        server.Answer = http =>
        {
            http.Response.StatusCode = http.Request.Path == "/gone" ? 404 : 202;
            return Task.CompletedTask;
        };
        await using var world = await StageBed.Of(storage, (p, _) => Calls(p, $"{server.Address}/start").With("Done", "Poll").With("PollUrl", $"{server.Address}/gone").With("PollEvery", "00:00:01").With("OnFailure", "Continue")
            .Stage("Http", "endless", "dev").With("Url", $"{server.Address}/start").With("Done", "Poll").With("Timeout", "00:00:02").With("OnFailure", "Continue"));
        var bot = await world.StartBot();
        var run = await bot.Make();
        Assert.Equal($"GET {server.Address}/gone answered 404", run.Own("call").Words);
        Assert.Equal("took longer than 00:00:02", run.Own("endless").Words);
    }

    // It answers with a status, and then with nothing more: the limit holds for the whole of it.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_hangs_one_that_is_down_and_one_without_an_address(Storage storage)
    {
        await using var server = await Monitoring.Start();
        server.Answer = async http =>
        {
            await http.Response.WriteAsync("so far");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await using var world = await StageBed.Of(storage, (p, _) => Calls(p, $"{server.Address}/start").With("Timeout", "00:00:01").With("OnFailure", "Continue").With("Retry:Count", "1").With("Retry:Pause", "00:00:00").With("Retry:On:0", "TimedOut")
            .Stage("Http", "down", "dev").With("Url", $"http://127.0.0.1:{BotProcess.FreePort()}/").With("OnFailure", "Continue"));
        var bot = await world.StartBot();
        var run = await bot.Make();
        Assert.Equal((2, $"GET {server.Address}/start: no answer within 1 s"), (run.Own("call").Try, run.Own("call").Words));
        Assert.Contains("Connection refused", run.Own("down").Words);
    }

    private static Pipeline Calls(Pipeline pipeline, string url) => pipeline.ToDev().Stage("Http", "call", "dev").With("Url", url);
}
