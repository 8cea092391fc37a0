using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Slack;

/// <summary>Stands for Slack on a real socket: answers each Web API call as scripted, and keeps what it was sent.</summary>
internal sealed class SlackDouble : IAsyncDisposable
{
    private readonly WebApplication _app;

    public sealed record Received(string Method, string Authorization, string ContentType, string Body, DateTimeOffset At);

    public ConcurrentQueue<Received> Calls { get; } = new();

    /// <summary>What is answered; by default everything is fine.</summary>
    public Func<Received, HttpContext, Task> Script { get; set; } = (_, http) => http.Response.WriteAsync("""{"ok":true,"ts":"1.2","channel":"C1"}""");

    public Func<WebSocket, Task> Socket { get; set; } = _ => Task.CompletedTask;

    public string Address { get; private set; } = "";

    private SlackDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        _app.Map("/socket", async (HttpContext http) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await Socket(socket);
        });
        _app.MapPost("/api/{method}", async (string method, HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var call = new Received(method, http.Request.Headers.Authorization.ToString(), http.Request.ContentType ?? "", await reader.ReadToEndAsync(), TimeProvider.System.GetUtcNow());
            Calls.Enqueue(call);
            await Script(call, http);
        });
    }

    public static async Task<SlackDouble> Start()
    {
        var slack = new SlackDouble();
        await slack._app.StartAsync();
        slack.Address = slack._app.Urls.Single() + "/api/";
        return slack;
    }

    public string SocketAddress => Address.Replace("http:", "ws:").Replace("/api/", "/socket");

    /// <summary>Answers the methods named, each with its JSON; the rest are unknown.</summary>
    public void Answer(params (string Method, string Json)[] answers) =>
        Script = (call, http) => http.Response.WriteAsync(answers.FirstOrDefault(a => a.Method == call.Method).Json ?? """{"ok":false,"error":"unknown_method"}""");

    public int CallsOf(string method) => Calls.Count(c => c.Method == method);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
