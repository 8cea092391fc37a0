using System.Diagnostics;
using ChatOps.Benchmarks.Reporting;

namespace ChatOps.Benchmarks.Load;

/// <summary>Sends requests over some connections, each with one request under way, until they are used up or the time is.</summary>
internal static class Loader
{
    public static LoadResult Send(int port, int connections, IReadOnlyList<byte[]> requests, TimeSpan limit)
    {
        var next = -1;
        var results = new List<double>[connections];
        var failed = 0;
        string? firstFault = null;
        var open = Enumerable.Range(0, connections).Select(_ => new WireConnection(port)).ToArray();
        var start = Stopwatch.GetTimestamp();
        var threads = open.Select((connection, number) => new Thread(() =>
        {
            var took = results[number] = [];
            while (Stopwatch.GetElapsedTime(start) < limit && Interlocked.Increment(ref next) is var i && i < requests.Count)
            {
                var sent = Stopwatch.GetTimestamp();
                var (status, body) = connection.Send(requests[i]);
                took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (status == 200) continue;
                Interlocked.Increment(ref failed);
                Interlocked.CompareExchange(ref firstFault, $"{status} {body}", null);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var connection in open) connection.Dispose();
        return new(results.Sum(r => r.Count), failed, firstFault, seconds, new(results.SelectMany(r => r)));
    }
}

internal sealed record LoadResult(int Count, int Failed, string? FirstFault, double Seconds, Spread Milliseconds)
{
    public double PerSecond => Count / Seconds;
}
