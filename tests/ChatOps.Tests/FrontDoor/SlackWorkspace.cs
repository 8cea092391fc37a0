using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.FrontDoor;

/// <summary>
/// A Slack of the tests' own, on a real socket: it does what the bot's methods do, refuses what Slack refuses, keeps all it was sent,
/// and complains of what the bot must never send. Trouble can be made for any call.
/// </summary>
internal sealed class SlackWorkspace : IAsyncDisposable
{
    public const string Token = "xoxb-tests", Secret = "signing-secret-of-the-tests";
    public const string Releases = "C0RELEASES", Ops = "C0OPS", Closed = "C0CLOSED";

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly SlackMethods _methods;
    private int _calls;

    private SlackWorkspace()
    {
        _methods = new(this);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/api/{method}", Answer);
        _app.MapFallback((HttpContext http) =>
        {
            Complaints.Enqueue($"{http.Request.Method} {http.Request.Path} is no address of Slack.");
            http.Response.StatusCode = 404;
        });
    }

    public string Address { get; private set; } = "";

    public ConcurrentQueue<SlackCall> Calls { get; } = new();

    /// <summary>What the bot must never have sent; a test with one of these fails.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Asked for every call; null: all is well.</summary>
    public Func<SlackCall, Fault?> Trouble { get; set; } = _ => null;

    /// <summary>Slack's own clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Its members; a test may have others.</summary>
    public IReadOnlyList<Member> Members { get; set; } = People.All;

    /// <summary>Who the group of approvers holds.</summary>
    public IReadOnlyList<Member> Approvers { get; set; } = People.Approvers;

    public IReadOnlyList<Message> Messages => _methods.Messages;

    public IReadOnlyList<Whisper> Whispers => _methods.Whispers;

    public IReadOnlyList<JsonObject> Forms => _methods.Forms;

    /// <summary>What the bot posted into a channel, or to a person, beside cards and their threads.</summary>
    public IReadOnlyList<Message> Posted(string channel) => [.. Messages.Where(m => m.Channel == channel && m.Thread.Length == 0 && !m.Key.StartsWith("run-", StringComparison.Ordinal))];

    public IReadOnlyList<Message> CardsOf(long run) => [.. Messages.Where(m => m.Key == $"run-{run}")];

    /// <summary>The run's only card, or null while there is none.</summary>
    public Message? Card(long run)
    {
        var cards = CardsOf(run);
        Assert.True(cards.Count <= 1, $"Run {run} has {cards.Count} cards.");
        return cards.SingleOrDefault();
    }

    public IReadOnlyList<Message> ThreadOf(long run) => Card(run) is { } card ? [.. Messages.Where(m => m.Thread == card.Ts)] : [];

    public static async Task<SlackWorkspace> Start()
    {
        var slack = new SlackWorkspace();
        await slack._app.StartAsync();
        slack.Address = slack._app.Urls.Single() + "/api/";
        return slack;
    }

    public void Delete(Message message) => _methods.Delete(message);

    public string NewTrigger() => _methods.NewTrigger();

    public string Seen() => $"Slack saw:\n{string.Join('\n', Calls.TakeLast(40))}\nWhispers:\n{string.Join('\n', Whispers.TakeLast(10))}";

    private async Task Answer(string method, HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var call = new SlackCall(Interlocked.Increment(ref _calls), method, http.Request.ContentType ?? "", body, Time.GetUtcNow());
        Calls.Enqueue(call);
        var trouble = Trouble(call);
        switch (trouble)
        {
            case Fault.Down:
                http.Abort();
                return;
            case Fault.Hang:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case Fault.Slow slow:
                await Task.Delay(slow.By);
                break;
            case Fault.SlowUntil slow:
                await slow.Task;
                break;
            case Fault.Limited limited:
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = limited.Seconds.ToString(CultureInfo.InvariantCulture);
                return;
            case Fault.Status status:
                http.Response.StatusCode = status.Code;
                await http.Response.WriteAsync("<html>upstream</html>");
                return;
            case Fault.Refusal refusal:
                await http.Response.WriteAsync($$"""{"ok":false,"error":"{{refusal.Error}}"}""");
                return;
        }

        var answer = Do(call, http.Request.Headers.Authorization.ToString());
        if (trouble is Fault.CutAfter)
        {
            http.Abort();
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject Do(SlackCall call, string authorization)
    {
        try
        {
            if (authorization != $"Bearer {Token}") throw new SlackRefusalException("invalid_auth");
            lock (_lock)
            {
                var answer = _methods.Do(call);
                answer["ok"] = true;
                return answer;
            }
        }
        catch (SlackRefusalException no)
        {
            return new JsonObject { ["ok"] = false, ["error"] = no.Message };
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Assert.True(Complaints.IsEmpty, $"Slack was sent what it never should be:\n{string.Join('\n', Complaints)}");
    }
}

/// <summary>Something that only one person was shown.</summary>
internal sealed record Whisper(string Channel, string User, string Text);
