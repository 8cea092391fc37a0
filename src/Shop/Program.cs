using System.Net;
using System.Text.Json;
using Shop;

if (args is ["check", var url]) return await Check.Run(url);

if (!ushort.TryParse(Environment.GetEnvironmentVariable("PORT"), out var port))
{
    await Console.Error.WriteLineAsync("PORT is not set: it says where on 127.0.0.1 the shop listens.");
    return 2;
}

Release release;
try
{
    release = Release.Read(Path.Combine(AppContext.BaseDirectory, "release.json"));
}
catch (IOException)
{
    await Console.Error.WriteLineAsync("release.json is missing from the artifact.");
    return 2;
}
catch (JsonException e)
{
    await Console.Error.WriteLineAsync($"release.json in the artifact is malformed: {e.Message}");
    return 2;
}

var digest = Environment.GetEnvironmentVariable("CHATOPS_ARTIFACT_DIGEST") ?? "";
var environment = Environment.GetEnvironmentVariable("CHATOPS_ENVIRONMENT") ?? "local";

// The content root is the artifact's folder, so that nothing of the folder it was started from is read.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
// Only the shop's own lines: the framework's tell of folders on this machine.
builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).AddFilter("Microsoft", LogLevel.Error);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default));
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, port));

await using var app = builder.Build();
app.MapGet("/", () => Results.Content(Page.Of(release, environment), "text/html; charset=utf-8"));
app.MapGet("/version", () => new VersionAnswer(release.Run, release.Version, digest, environment));
app.MapGet("/health", async (CancellationToken ct) =>
{
    var trouble = await Needs.Trouble(release.Needs, ct);
    if (trouble.Count == 0) return Results.Text("healthy");

    app.Logger.LogWarning("Not healthy: {Trouble}", string.Join("; ", trouble));
    return Results.Text(string.Join('\n', trouble), statusCode: StatusCodes.Status503ServiceUnavailable);
});
var log = app.Logger;
app.Lifetime.ApplicationStarted.Register(() => log.LogInformation("shop {Version} (run {Run}) is serving", release.Version, release.Run));
app.Lifetime.ApplicationStopping.Register(() => log.LogInformation("shop {Version} is stopping; it finishes what it began", release.Version));
await app.RunAsync();
return 0;
