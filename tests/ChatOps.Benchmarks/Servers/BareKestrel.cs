using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Benchmarks.Servers;

/// <summary>The floor: the same server, reading the same body, answering as many bytes, and doing nothing else. In a process of its own, as the bot is.</summary>
internal sealed class BareKestrel : IAsyncDisposable
{
    public const string Verb = "bare-kestrel";

    private readonly Process _process;

    private BareKestrel(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<int> Serve(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapPost("/slack/command", async (HttpContext http) =>
        {
            var length = 0L;
            while (await http.Request.BodyReader.ReadAsync() is { } read)
            {
                length += read.Buffer.Length;
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }

            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync($$"""{"response_type":"ephemeral","text":"{{length}}: deploying run 1234 of shop to staging. Its card comes in this channel."}""");
        });
        await app.RunAsync();
        return 0;
    }

    public static async Task<BareKestrel> Start()
    {
        var port = Ports.Free();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatOps.Benchmarks.dll"), Verb, port.ToString()]))!;
        await Ports.Listening(port);
        return new(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
