using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ChatOps.Commands;
using ChatOps.Slack;
using ChatOps.Slack.Sockets;
using ChatOps.Tests.FrontDoor;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Slack;

public sealed class SocketModeTests : IAsyncLifetime
{
    private readonly RecordingMediator _mediator = new();
    private readonly RecordingChat _chat = new();
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private readonly Channel<WebSocket> _arrived = Channel.CreateUnbounded<WebSocket>();
    private readonly ConcurrentBag<WebSocket> _sockets = [];
    private SlackDouble _slack = null!;
    private IHost _host = null!;
    private int _open;
    private int _mostOpen;

    private SocketModeState State => _host.Services.GetRequiredService<SocketModeState>();

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        _slack.Answer(("apps.connections.open", $$"""{"ok":true,"url":"{{_slack.SocketAddress}}"}"""));
        _slack.Socket = Serve;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(l => l.ClearProviders());
        builder.Services.AddSlack();
        builder.Services.AddSingleton<IChat>(_chat);
        builder.Services.AddScoped<IMediator>(_ => _mediator);
        builder.Services.Configure<SlackOptions>(o => (o.ApiUrl, o.AppToken) = (_slack.Address, "xapp-1"));
        _host = builder.Build();
    }

    public async Task DisposeAsync()
    {
        foreach (var socket in _sockets) socket.Abort();
        await _host.StopAsync();
        _host.Dispose();
        await _slack.DisposeAsync();
    }

    /// <summary>Slack's side of a socket: says hello, then keeps what it is sent.</summary>
    private async Task Serve(WebSocket socket)
    {
        _mostOpen = Math.Max(_mostOpen, Interlocked.Increment(ref _open));
        try
        {
            await Send(socket, """{"type":"hello","num_connections":1}""");
            _sockets.Add(socket);
            await _arrived.Writer.WriteAsync(socket);
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer, default) is { MessageType: not WebSocketMessageType.Close } part)
                await _received.Writer.WriteAsync(Encoding.UTF8.GetString(buffer, 0, part.Count));

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        }
        catch (WebSocketException)
        {
            Assert.NotEqual(WebSocketState.Open, socket.State);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static Task Send(WebSocket socket, string json, WebSocketMessageType type = WebSocketMessageType.Text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json), type, endOfMessage: true, default);

    private Task<WebSocket> Connected() => _arrived.Reader.ReadAsync().AsTask().WaitAsync(Until.Usual);

    private async Task<JsonElement> Acknowledged()
    {
        using var json = JsonDocument.Parse(await _received.Reader.ReadAsync().AsTask().WaitAsync(Until.Usual));
        return json.RootElement.Clone();
    }

    private static string CommandEnvelope(string id) =>
        $$"""{"envelope_id":"{{id}}","type":"slash_commands","accepts_response_payload":true,"payload":{"command":"/deploy","text":"staging run 1234","user_id":"U1","user_name":"dev","team_id":"T1","channel_id":"C1","channel_name":"releases","trigger_id":"1.2"} }""";

    [Fact]
    public async Task Commands_and_clicks_come_in_as_over_http_and_are_acknowledged()
    {
        await _host.StartAsync();
        var socket = await Connected();
        await Send(socket, CommandEnvelope("e1"));
        var first = await Acknowledged();
        Assert.Equal("e1", first.GetProperty("envelope_id").GetString());
        Assert.Equal("ephemeral", first.GetProperty("payload").GetProperty("response_type").GetString());
        Assert.Equal("done", first.GetProperty("payload").GetProperty("text").GetString());
        Assert.True(State is { IsOn: true, IsConnected: true });

        await Send(socket, $$"""{"envelope_id":"e2","type":"interactive","payload":{{Bodies.Click()}}}""", WebSocketMessageType.Binary);
        var second = await Acknowledged();
        Assert.Equal("e2", second.GetProperty("envelope_id").GetString());
        Assert.False(second.TryGetProperty("payload", out _));

        await Send(socket, $$"""{"envelope_id":"e3","type":"interactive","payload":{{Bodies.Submission("")}}}""");
        Assert.Equal("errors", (await Acknowledged()).GetProperty("payload").GetProperty("response_action").GetString());
        await Send(socket, """{"envelope_id":"e4","type":"events_api","payload":{"type":"event_callback"}}""");
        Assert.Equal("e4", (await Acknowledged()).GetProperty("envelope_id").GetString());

        var command = Assert.IsType<AnswerCommand>(_mediator.Requests.First());
        Assert.Equal("envelope:e1", command.Origin.Signature);
        Assert.Equal("T0002", Assert.IsType<AcceptClick>(_mediator.Requests.Last()).By.Workspace);
        Assert.Equal(2, _mediator.Requests.Count);
        Assert.Equal("Bearer xapp-1", _slack.Calls.First().Authorization);
    }

    [Fact]
    public async Task An_envelope_that_comes_again_has_one_effect_and_two_acknowledgements()
    {
        await _host.StartAsync();
        var socket = await Connected();
        await Send(socket, CommandEnvelope("e1"));
        await Acknowledged();
        await Send(socket, CommandEnvelope("e1"));
        Assert.Equal("e1", (await Acknowledged()).GetProperty("envelope_id").GetString());
        Assert.Single(_mediator.Requests);
    }

    [Fact]
    public async Task Fragments_are_put_together_and_rubbish_is_passed_over()
    {
        await _host.StartAsync();
        var socket = await Connected();
        await Send(socket, "rubbish");
        await Send(socket, """{"envelope_id":"bad","type":"slash_commands","payload":{"command":5}}""");
        Assert.Equal("bad", (await Acknowledged()).GetProperty("envelope_id").GetString());
        var bytes = Encoding.UTF8.GetBytes(CommandEnvelope("e1"));
        await socket.SendAsync(bytes.AsMemory(0, 50), WebSocketMessageType.Text, endOfMessage: false, default);
        await socket.SendAsync(bytes.AsMemory(50), WebSocketMessageType.Text, endOfMessage: true, default);
        Assert.Equal("e1", (await Acknowledged()).GetProperty("envelope_id").GetString());
        Assert.Single(_mediator.Requests);
    }

    [Fact]
    public async Task At_a_warning_the_next_connection_opens_before_this_one_ends()
    {
        await _host.StartAsync();
        var first = await Connected();
        await Send(first, """{"type":"disconnect","reason":"warning"}""");
        var second = await Connected();
        Assert.NotSame(first, second);
        await Send(first, CommandEnvelope("on-the-old"));
        await Send(second, CommandEnvelope("on-the-new"));
        var ids = new[] { await Acknowledged(), await Acknowledged() }.Select(a => a.GetProperty("envelope_id").GetString()).Order();
        Assert.Equal(["on-the-new", "on-the-old"], ids);
        Assert.True(SpinWait.SpinUntil(() => first.State != WebSocketState.Open, Until.Usual), "the old one stays");
        Assert.Equal(2, _mostOpen);
        Assert.True(State.IsConnected);
    }

    [Fact]
    public async Task A_lost_connection_is_replaced()
    {
        await _host.StartAsync();
        (await Connected()).Abort();
        await Connected();
        Assert.True(SpinWait.SpinUntil(() => State.IsConnected, Until.Usual));
    }

    [Fact]
    public async Task Slack_refusing_is_not_the_end()
    {
        _slack.Answer(("apps.connections.open", """{"ok":false,"error":"invalid_auth"}"""));
        await _host.StartAsync();
        Assert.True(SpinWait.SpinUntil(() => State.Trouble.Contains("invalid_auth", StringComparison.Ordinal), Until.Usual));
        Assert.False(State.IsConnected);
        _slack.Answer(("apps.connections.open", $$"""{"ok":true,"url":"{{_slack.SocketAddress}}"}"""));
        await Connected();
    }

    [Fact]
    public async Task A_silent_socket_is_noticed_within_thirty_seconds()
    {
        var silent = new TaskCompletionSource();
        var connections = 0;
        var serve = _slack.Socket;
        _slack.Socket = async socket =>
        {
            if (Interlocked.Increment(ref connections) > 1)
            {
                await serve(socket);
                return;
            }

            // Says hello and then never reads again, so that no ping is answered.
            await Send(socket, """{"type":"hello"}""");
            await silent.Task;
        };
        await _host.StartAsync();
        await Connected();
        silent.SetResult();
    }
}
