using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary><c>POST /hooks/stage</c>: called programs say how it ended, and nobody else does.</summary>
public class CallbackTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Signed_right_it_goes_on_and_signed_wrong_nothing_happens(Storage storage)
    {
        await using var server = await Called.Start();
        await using var world = await StageBed.Of(storage, (p, _) => Waits(p, server));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilStage(run, "load test", s => s.Words == "waits to be called back", "waiting");
        var (key, secret) = server.Orders.Single();
        Assert.Equal($"{run}/load test/1", key);

        var before = await bot.Rows();
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(bot, key, secret + "0"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(bot, $"{run}/load test/2", secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(bot, "", secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallSigned(bot, key, signature: "sha256="));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallSigned(bot, key, signature: null));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Call(bot, key, secret, new string(' ', 70_000)));
        Assert.Equal(HttpStatusCode.BadRequest, await Call(bot, key, secret, "{"));
        Assert.Equal(HttpStatusCode.BadRequest, await Call(bot, key, secret, "null"));
        Assert.Equal(HttpStatusCode.BadRequest, await Call(bot, key, secret, """{"words":"well"}"""));
        Assert.Equal(before, await bot.Rows());

        Assert.Equal(HttpStatusCode.OK, await Call(bot, key, secret, """{"passed":true,"words":"<!channel> 200 *requests*"}"""));
        Assert.Equal(HttpStatusCode.OK, await Call(bot, key, secret, """{"passed":false}"""));
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal("<!channel> 200 *requests*", ended.Own("load test").Words);
        await bot.UntilCardSays(run, "load test passed", "succeeded");
        Assert.Single(await bot.Audit(run), a => a.What == "stage.called-back");

        // The run is over: nothing comes of it.
        var after = await bot.Rows();
        Assert.Equal(HttpStatusCode.OK, await Call(bot, key, secret, """{"passed":false,"words":"no"}"""));
        Assert.Equal(after, await bot.Rows());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_may_call_back_before_it_has_answered_and_may_say_that_it_failed(Storage storage)
    {
        await using var server = await Called.Start();
        await using var world = await StageBed.Of(storage, (p, _) => Waits(p, server).With("OnFailure", "Stop"));
        var bot = await world.StartBot();
        server.Meanwhile = async (key, secret) => Assert.Equal(HttpStatusCode.OK, await Call(bot, key, secret, """{"passed":false,"words":"2 of 200 were slow"}"""));
        var run = await bot.Make(RunStatus.Failed);
        Assert.Equal("2.0.0 (run 1) serves dev, but load test failed: 2 of 200 were slow. It was not rolled back", run.Notice);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_never_calls_back_takes_too_long_and_its_late_word_counts_for_no_other_try(Storage storage)
    {
        await using var server = await Called.Start();
        await using var world = await StageBed.Of(storage, (p, _) => Waits(p, server).With("Timeout", "00:00:05").With("Retry:Count", "1").With("Retry:Pause", "00:00:00"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilStage(run, "load test", s => s is { Try: 2, State: StageState.Running }, "tried again");
        var (key, secret) = server.Orders.Single(o => o.Key.EndsWith("/1", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await Call(bot, key, secret, """{"passed":true}"""));
        var ended = await bot.UntilStatus(run, RunStatus.RolledBack);
        Assert.Equal("took longer than 00:00:05", ended.Own("load test").Words);
    }

    // The secrets outlive the bot, so that a call that is on its way meets the next one.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_calls_back_after_a_restart(Storage storage)
    {
        await using var server = await Called.Start();
        await using var world = await StageBed.Of(storage, (p, _) => Waits(p, server));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilStage(run, "load test", s => s.Words == "waits to be called back", "waiting");
        await bot.Stop();
        bot = await world.StartBot();
        Assert.Equal(HttpStatusCode.OK, await Call(bot, server.Orders.Single().Key, server.Orders.Single().Secret, """{"passed":true}"""));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Single(server.Orders);
    }

    private static Pipeline Waits(Pipeline pipeline, Called server) => pipeline.ToDev().Stage("Http", "load test", "dev").With("Url", server.Address).With("Method", "POST").With("Done", "Callback");

    private static Task<HttpStatusCode> Call(BotHost bot, string key, string secret, string body = """{"passed":true}""") =>
        CallSigned(bot, key, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}", body);

    private static async Task<HttpStatusCode> CallSigned(BotHost bot, string key, string? signature, string body = """{"passed":true}""")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/stage") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-ChatOps-Stage", key);
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-ChatOps-Signature", signature);
        using var answer = await bot.Hands.Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A program that is called, and keeps what it was given to call back with.</summary>
    private sealed class Called : IAsyncDisposable
    {
        private readonly Monitoring _server;

        private Called(Monitoring server) => _server = server;

        public ConcurrentQueue<(string Key, string Secret)> Orders { get; } = new();

        public Func<string, string, Task> Meanwhile { get; set; } = (_, _) => Task.CompletedTask;

        public string Address => _server.Address;

        public static async Task<Called> Start()
        {
            var called = new Called(await Monitoring.Start());
            called._server.Answer = async http =>
            {
                var order = (http.Request.Headers["X-ChatOps-Stage"].ToString(), http.Request.Headers["X-ChatOps-Callback-Secret"].ToString());
                called.Orders.Enqueue(order);
                await called.Meanwhile(order.Item1, order.Item2);
                http.Response.StatusCode = 202;
            };
            return called;
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
