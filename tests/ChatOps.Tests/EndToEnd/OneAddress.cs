using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.EndToEnd;

/// <summary>local-slack has one address for everything; Slack and the bot have one for each kind. This hands each request on, byte for byte.</summary>
internal sealed class OneAddress : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private OneAddress(Uri bot)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/", http => HandOn(http, bot));
    }

    public Uri Url => new(_app.Urls.First());

    public static async Task<OneAddress> Start(Uri bot)
    {
        var address = new OneAddress(bot);
        address._app.Urls.Add("http://127.0.0.1:0");
        await address._app.StartAsync();
        return address;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandOn(HttpContext http, Uri bot)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, RouteOf(Encoding.UTF8.GetString(body.ToArray()))));
        request.Content = new ByteArrayContent(body.ToArray());
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(http.Request.ContentType!);
        foreach (var header in http.Request.Headers.Where(h => h.Key.StartsWith("X-Slack-", StringComparison.OrdinalIgnoreCase)))
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        using var answer = await _http.SendAsync(request);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(http.Response.Body);
    }

    private static string RouteOf(string body) =>
        body.StartsWith('{') ? "slack/event" : body.StartsWith("payload=", StringComparison.Ordinal) ? "slack/action" : "slack/command";
}
