using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Benchmarks.Servers;

/// <summary>As little of GitHub as a deployment needs: every run made the one artifact, and storage sends its bytes.</summary>
internal sealed class GitHubStandIn : IAsyncDisposable
{
    public const string Repository = "octo/shop";

    private const string Commit = "7c1f0f9d6f0b4b8e9a52a4d0c3e5b7a1928f4c36", Moment = "2026-11-02T09:12:00Z";

    private readonly WebApplication _app;

    private GitHubStandIn(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <param name="file">The artifact's bytes.</param>
    public static async Task<GitHubStandIn> Start(string file, string digest)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var gitHub = new GitHubStandIn(builder.Build());
        var size = new FileInfo(file).Length;
        var app = gitHub._app;
        app.MapGet($"/repos/{Repository}", () => Json(new JsonObject { ["full_name"] = Repository, ["default_branch"] = "main" }));
        app.MapGet($"/repos/{Repository}/actions/runs/{{id:long}}", (long id) => Json(Run(id)));
        app.MapGet($"/repos/{Repository}/actions/runs/{{id:long}}/attempts/1/jobs", () => Json(new JsonObject { ["total_count"] = 0, ["jobs"] = new JsonArray() }));
        app.MapGet($"/repos/{Repository}/actions/runs/{{id:long}}/artifacts", () => Json(new JsonObject
        {
            ["total_count"] = 1,
            ["artifacts"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "shop", ["size_in_bytes"] = size, ["expired"] = false, ["created_at"] = Moment, ["digest"] = $"sha256:{digest}" }),
        }));
        app.MapGet($"/repos/{Repository}/actions/artifacts/1/zip", () => Results.Redirect($"{gitHub.Address}/blob"));
        app.MapGet("/blob", () => Results.File(file, "application/zip", enableRangeProcessing: true));
        await app.StartAsync();
        return gitHub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Json(JsonObject told) => Results.Text(told.ToJsonString(), "application/json");

    private static JsonObject Run(long id) => new()
    {
        ["id"] = id, ["head_sha"] = Commit, ["path"] = ".github/workflows/ci.yml", ["event"] = "push", ["status"] = "completed", ["conclusion"] = "success", ["workflow_id"] = 7,
        ["created_at"] = Moment, ["run_started_at"] = Moment, ["run_number"] = 1, ["run_attempt"] = 1, ["head_branch"] = "main",
        ["repository"] = new JsonObject { ["full_name"] = Repository }, ["head_repository"] = new JsonObject { ["full_name"] = Repository },
    };
}
