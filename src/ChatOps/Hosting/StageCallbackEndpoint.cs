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
        if (await BoundedBody.Read(request, LongestBody, ct) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!callbacks.IsSigned(key, body, request.Headers["X-ChatOps-Signature"])) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        if (Parts(key) is not { } parts || Read(body) is not { Passed: not null } told) return Results.BadRequest("The body must be JSON such as {\"passed\": true, \"words\": \"all well\"}.");
        await commits.Run(commit => Store(commit, key, parts.Run, parts.Stage, parts.Try, told), ct);
        return Results.Ok();
    }

    // The first word counts; the same again changes nothing.
    private static async Task Store(Commit commit, string key, long id, string stage, int @try, Told told)
    {
        if (await commit.Db.StageCallbacks.FindAsync(key) is not null || await commit.Db.Runs.FindAsync(id) is null) return;
        var run = await commit.Load(id);
        // Too late: another try is under way, or none.
        if (!run.IsUnderWay(stage, @try)) return;
        var words = PlainText.Shorten(PlainText.Clean(told.Words ?? ""), 500);
        commit.Db.StageCallbacks.Add(new() { Key = key, Passed = told.Passed == true, Words = words, At = commit.Now });
        commit.Record(new AuditEvent("stage.called-back", null, $"{key}: {(told.Passed == true ? "passed" : "failed")}{(words.Length > 0 ? $", {words}" : "")}"), id);
        run.StageMayHaveEnded(stage, commit.Now);
        commit.Wake(id);
    }

    private static (long Run, string Stage, int Try)? Parts(string key) =>
        key.Split('/') is [var run, var stage, var @try] && long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && int.TryParse(@try, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (id, stage, number) : null;

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

    internal sealed record Told(bool? Passed, string? Words);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(StageCallbackEndpoint.Told))]
internal sealed partial class StageCallbackJson : JsonSerializerContext;
