using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatOps.Tests.LocalWorkspace;

/// <summary>Stands where the bot would: keeps what it was sent, and answers what the test wants.</summary>
internal sealed class FakeBot
{
    public ConcurrentQueue<Received> Requests { get; } = [];

    public Func<Received, Task<IResult>> Answer { get; set; } = _ => Task.FromResult(Results.Ok());

    public Received Last => Requests.Last();

    public void Map(WebApplication app)
    {
        app.MapPost("/slack/command", Take);
        app.MapPost("/slack/action", Take);
    }

    private async Task<IResult> Take(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var received = new Received(
            request.Path,
            await reader.ReadToEndAsync(),
            request.ContentType ?? "",
            request.Headers["X-Slack-Request-Timestamp"].ToString(),
            request.Headers["X-Slack-Signature"].ToString());
        Requests.Enqueue(received);
        return await Answer(received);
    }
}

internal sealed record Received(string Path, string Body, string ContentType, string Timestamp, string Signature)
{
    public string this[string field] => QueryHelpers.ParseQuery(Body)[field].ToString();

    public JsonElement Payload => JsonSerializer.Deserialize<JsonElement>(this["payload"]);
}
