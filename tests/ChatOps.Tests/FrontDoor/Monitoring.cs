using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.FrontDoor;

/// <summary>Another system that gates ask, on a real socket.</summary>
internal sealed class Monitoring : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Monitoring()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapFallback(async http =>
        {
            Asked++;
            LastHeader = http.Request.Headers.Authorization.ToString();
            await Answer(http);
        });
    }

    public string Address => _app.Urls.Single();

    public int Asked { get; private set; }

    public string LastHeader { get; private set; } = "";

    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("""{"open":0,"all":[]}""");

    public static async Task<Monitoring> Start()
    {
        var monitoring = new Monitoring();
        await monitoring._app.StartAsync();
        return monitoring;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
