using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatOps.Targets.LocalProcesses.Forwarding;
using ChatOps.Tests.FrontDoor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatOps.Tests.Targets.LocalProcesses;

public sealed class ForwarderTests : IAsyncLifetime, IDisposable
{
    private static readonly HttpClient Client = new();
    private readonly Traffic _traffic = new();
    private readonly Forwarder _forwarder;
    private readonly List<WebApplication> _services = [];
    private WebApplication? _door;

    public ForwarderTests() => _forwarder = new(_traffic, "staging", TimeProvider.System);

    private Uri Door => QuietWeb.AddressOf(_door!);

    public async Task InitializeAsync() => _door = await QuietWeb.Start(0, _forwarder.Forward, CancellationToken.None);

    public async Task DisposeAsync()
    {
        foreach (var app in _services.Append(_door!)) await app.DisposeAsync();
    }

    public void Dispose() => _forwarder.Dispose();

    [Fact]
    public async Task The_target_arrives_byte_for_byte()
    {
        await Serve(context => context.Response.WriteAsync(context.Features.Get<IHttpRequestFeature>()!.RawTarget));
        foreach (var target in new[] { "/a%2Fb//c/./../d;e?x=%20%C3%A4&y=[1]|{2}", "/", "/?", "/%zz" })
            Assert.Contains($"\r\n\r\n{target.Length:x}\r\n{target}\r\n0\r\n", await Raw($"GET {target} HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_and_bodies_pass_and_connection_headers_do_not()
    {
        await Serve(async context =>
        {
            var headers = context.Request.Headers;
            Assert.False(headers.ContainsKey("X-Mine") || headers.ContainsKey("TE"));
            Assert.Equal("shop.example", headers.Host);
            Assert.Equal("10.0.0.1, 127.0.0.1", string.Join(", ", headers["X-Forwarded-For"].ToArray()));
            Assert.Equal("http", headers["X-Forwarded-Proto"]);
            context.Response.StatusCode = 418;
            context.Response.Headers.Append("Set-Cookie", "a=1");
            context.Response.Headers.Append("Set-Cookie", "b=2");
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        using var request = new HttpRequestMessage(HttpMethod.Patch, Door) { Content = new ByteArrayContent(new byte[300_000]) };
        request.Headers.TryAddWithoutValidation("Connection", "X-Mine");
        request.Headers.TryAddWithoutValidation("X-Mine", "1");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "10.0.0.1");
        request.Headers.Host = "shop.example";
        using var answer = await Client.SendAsync(request);
        Assert.Equal(418, (int)answer.StatusCode);
        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(300_000, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Answers_without_a_body_pass()
    {
        await Serve(context =>
        {
            if (HttpMethods.IsHead(context.Request.Method)) context.Response.ContentLength = 1234;
            else context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });
        using var request = new HttpRequestMessage(HttpMethod.Head, Door);
        using var head = await Client.SendAsync(request);
        Assert.Equal(1234, head.Content.Headers.ContentLength);
        using var unchanged = await Client.GetAsync(Door);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var empty = await Client.PostAsync(Door, null);
        Assert.Equal(HttpStatusCode.NotModified, empty.StatusCode);
    }

    [Fact]
    public async Task A_request_in_flight_finishes_on_the_old_instance()
    {
        var release = new TaskCompletionSource();
        var old = await Serve(async context =>
        {
            await context.Response.WriteAsync("first ");
            await release.Task;
            await context.Response.WriteAsync("last");
        });
        using var slow = await Client.GetAsync(Door, HttpCompletionOption.ResponseHeadersRead);
        await Serve(context => context.Response.WriteAsync("new"));

        Assert.Equal("new", await Client.GetStringAsync(Door));
        Assert.Equal(1, await old.Drain(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None));
        release.SetResult();
        Assert.Equal("first last", await slow.Content.ReadAsStringAsync());
        Assert.Equal(0, await old.Drain(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task A_request_that_found_nobody_is_tried_on_what_serves_a_moment_later()
    {
        _traffic.SendTo(new(1, 1233, BotProcess.FreePort()));
        var answer = Client.PostAsync(Door, new StringContent("hello"));
        await Serve(async context => await context.Request.Body.CopyToAsync(context.Response.Body));
        Assert.Equal("hello", await (await answer).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task When_nothing_answers_it_says_so()
    {
        using var nothing = await Client.GetAsync(Door);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, nothing.StatusCode);
        Assert.Equal("Nothing serves staging now.\n", await nothing.Content.ReadAsStringAsync());

        _traffic.SendTo(new(1, 1233, BotProcess.FreePort()));
        using var dead = await Client.GetAsync(Door);
        Assert.Equal(HttpStatusCode.BadGateway, dead.StatusCode);
        Assert.Equal("Run 1233, which serves staging, gave no answer.\n", await dead.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_not_passed_as_whole()
    {
        await Serve(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetStringAsync(Door));
    }

    private async Task<Backend> Serve(RequestDelegate handler)
    {
        var app = await QuietWeb.Start(0, handler, CancellationToken.None);
        _services.Add(app);
        var backend = new Backend(_services.Count, 1234, QuietWeb.AddressOf(app).Port);
        _traffic.SendTo(backend);
        return backend;
    }

    private async Task<string> Raw(string line)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Door.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
