using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>Headers that concern one connection only and are not passed on.</summary>
internal static class HopByHop
{
    private static readonly FrozenSet<string> Always = FrozenSet.ToFrozenSet(
    [
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "Expect",
    ],
    StringComparer.OrdinalIgnoreCase);

    /// <param name="connection">The Connection header, which may name more of them.</param>
    public static bool Is(string name, StringValues connection) =>
        Always.Contains(name) || connection.Any(line => line is not null && Names(line).Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string[] Names(string line) => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
