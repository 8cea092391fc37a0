using System.Collections.Concurrent;
using System.Text.Json;

namespace ChatOps.Tests.Targets.LocalProcesses;

/// <summary>Clients that never pause: some keep their connection, some make a new one for every request.</summary>
internal sealed class Hammer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _clients;

    public Hammer(Uri url)
    {
        _clients = Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Client(new(url, "/version"), keepAlive: i % 2 == 0))));
    }

    public ConcurrentQueue<string> Failures { get; } = new();

    public ConcurrentDictionary<long, int> Answers { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        _stop.Dispose();
    }

    private async Task Client(Uri url, bool keepAlive)
    {
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = keepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = JsonDocument.Parse(await client.GetStringAsync(url, CancellationToken.None));
                Answers.AddOrUpdate(answer.RootElement.GetProperty("run").GetInt64(), 1, (_, n) => n + 1);
            }
            catch (Exception e)
            {
                Failures.Enqueue(e.Message);
            }
        }
    }
}
