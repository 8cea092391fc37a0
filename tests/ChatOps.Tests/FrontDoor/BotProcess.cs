using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChatOps.Tests.FrontDoor;

/// <summary>The bot as a process of its own, which can be killed.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static int _lastPort = Random.Shared.Next(12_000, 25_000);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private BotProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ChatOps.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public static BotProcess Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Starts the bot and waits until it can take commands.</summary>
    public static async Task<BotProcess> StartBot(BotSettings settings, Uri url)
    {
        var bot = Start(settings.Arguments(url.ToString()));
        await bot.UntilReady(url);
        return bot;
    }

    public async Task UntilReady(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
        await Until.Found("the bot is ready", async () =>
        {
            Assert.False(HasEnded, $"The bot ended: {Output}");
            try
            {
                return (await http.GetAsync("health/ready")).IsSuccessStatusCode ? "" : null;
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                return null;
            }
        }, () => Output);
    }

    public static async Task<(int Code, string Words)> Verify(BotSettings settings)
    {
        await using var process = Start(["audit", "verify", .. settings.Arguments()]);
        return (await process.End(), process.Output);
    }

    public async Task<int> End()
    {
        using var limit = new CancellationTokenSource(Until.Usual);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>As the power going out: nothing of it gets to say goodbye.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await End();
    }

    /// <summary>Below the ports that the system lends to outgoing connections: it is still free when the bot starts again. No two tests are given the same one.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _lastPort);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                continue;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }
}
