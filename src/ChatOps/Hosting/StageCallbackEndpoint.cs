using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Commands;
using ChatOps.Domain.Audit;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Pipelines.Stages;

namespace ChatOps.Hosting;

/// <summary>Where called programs say that they are done: <c>POST /hooks/stage</c>, signed with the secret that they were given.</summary>
internal static class StageCallbackEndpoint
{
    private const int LongestBody = 64 * 1024;

    public static void MapStageCallbacks(this WebApplication app) => app.MapPost("/hooks/stage", Answer);

    private static async Task<IResult> Answer(HttpRequest request, StageCallbacks callbacks, CommitQueue commits, CancellationToken ct)
    {
        var key = request.Headers["X-ChatOps-Stage"].ToString();
        var body = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        if (length > LongestBody) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!callbacks.IsSigned(key, body.AsSpan(0, length), request.Headers["X-ChatOps-Signature"])) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        if (RunOf(key) is not { } run || Read(body.AsSpan(0, length)) is not { } told) return Results.BadRequest("The body must be JSON such as {\"passed\": true, \"words\": \"all well\"}.");
        await commits.Run(commit => Store(commit, run, key, told), ct);
        return Results.Ok();
    }

    // The first word counts; the same again changes nothing.
    private static async Task Store(Commit commit, long id, string key, Told told)
    {
        if (await commit.Db.StageCallbacks.FindAsync(key) is not null || await commit.Db.Runs.FindAsync(id) is null) return;
        var words = PlainText.Shorten(PlainText.Clean(told.Words ?? ""), 500);
        commit.Db.StageCallbacks.Add(new() { Key = key, Passed = told.Passed, Words = words, At = commit.Now });
        commit.Record(new AuditEvent("stage.called-back", null, $"{key}: {(told.Passed ? "passed" : "failed")}{(words.Length > 0 ? $", {words}" : "")}"), id);
        var run = await commit.Load(id);
        run.StageMayHaveEnded(key.Split('/')[1], commit.Now);
        commit.Wake(id);
    }

    private static long? RunOf(string key) =>
        key.Split('/') is [var run, _, _] && long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static Told? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, StageCallbackJson.Default.Told);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Told(bool Passed, string? Words);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(StageCallbackEndpoint.Told))]
internal sealed partial class StageCallbackJson : JsonSerializerContext;
