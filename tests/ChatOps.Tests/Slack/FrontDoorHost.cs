using System.Security.Cryptography;
using System.Text;
using ChatOps.Slack;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Slack;

/// <summary>The front door alone, on a real socket.</summary>
internal sealed class FrontDoorHost : IAsyncDisposable
{
    public const string Secret = "a-secret-for-tests";

    private readonly WebApplication _app;

    public RecordingMediator Mediator { get; } = new();
    public RecordingChat Chat { get; } = new();
    public ShiftedTime Time { get; } = new();
    public HttpClient Http { get; private set; } = new();
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    private FrontDoorHost(string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSlack();
        builder.Services.AddSingleton<IChat>(Chat);
        builder.Services.AddScoped<IMediator>(_ => Mediator);
        builder.Services.Configure<SlackOptions>(o => (o.SigningSecret, o.AppToken) = (secret, ""));
        _app = builder.Build();
        _app.MapSlack();
    }

    public static async Task<FrontDoorHost> Start(string secret = Secret)
    {
        var host = new FrontDoorHost(secret);
        await host._app.StartAsync();
        host.Address = new(host._app.Urls.Single());
        host.Http = new() { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(20) };
        return host;
    }

    public static string Sign(string secret, long stamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{stamp}:"), .. body];
        return "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    public HttpRequestMessage Signed(string path, string body, string type = "application/x-www-form-urlencoded", TimeSpan age = default, string secret = Secret, long? at = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var stamp = at ?? (Time.GetUtcNow() - age).ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Add("X-Slack-Request-Timestamp", stamp.ToString());
        request.Headers.Add("X-Slack-Signature", Sign(secret, stamp, bytes));
        return request;
    }

    public async Task<(int Status, string Body)> Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    public Task<(int Status, string Body)> Post(string path, string body, string type = "application/x-www-form-urlencoded") => Send(Signed(path, body, type));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
