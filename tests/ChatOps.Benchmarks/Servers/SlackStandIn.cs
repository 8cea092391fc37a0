using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Benchmarks.Servers;

/// <summary>As little of Slack as the bot needs: it says who everybody is, and takes every message.</summary>
internal sealed class SlackStandIn : IAsyncDisposable
{
    public const string Workspace = "T0BENCH";
    public const string Person = "U0BENCH";

    private readonly WebApplication _app;
    private long _messages;

    private SlackStandIn(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single() + "/api/";

    public static async Task<SlackStandIn> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var slack = new SlackStandIn(builder.Build());
        slack._app.MapPost("/api/{method}", (string method, HttpContext http) =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            return http.Response.WriteAsync(slack.Answer(method));
        });
        await slack._app.StartAsync();
        return slack;
    }

    private string Answer(string method) => method switch
    {
        "auth.test" => $$"""{"ok":true,"team_id":"{{Workspace}}","team":"Bench","user_id":"U0BOT","bot_id":"B0BOT"}""",
        "users.info" => $$$"""{"ok":true,"user":{"id":"{{{Person}}}","team_id":"{{{Workspace}}}","name":"dana","profile":{"display_name":"Dana"} } }""",
        "chat.postMessage" or "chat.update" => $$"""{"ok":true,"channel":"C0BENCH","ts":"{{1_700_000_000 + Interlocked.Increment(ref _messages)}}.000100"}""",
        "conversations.history" or "conversations.replies" => """{"ok":true,"messages":[]}""",
        _ => """{"ok":true}""",
    };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
