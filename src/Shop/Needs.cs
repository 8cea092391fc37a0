using System.Net.Sockets;

namespace Shop;

/// <summary>Whether the things that the shop needs can be reached. It really tries.</summary>
internal static class Needs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>A line for each one that can't be reached; empty if all is well.</returns>
    public static async Task<List<string>> Trouble(IReadOnlyDictionary<string, string>? needs, CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var (name, address) in needs ?? new Dictionary<string, string>())
        {
            if (await Try(address, ct) is { } words) lines.Add($"{name}: {words} at {address}");
        }

        return lines;
    }

    private static async Task<string?> Try(string address, CancellationToken ct)
    {
        var colon = address.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(address.AsSpan(colon + 1), out var port)) return "no host:port";

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address[..colon], port, limit.Token);
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return "connection refused";
        }
        catch (SocketException e)
        {
            return $"not reachable ({e.SocketErrorCode})";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "no answer";
        }
    }
}
