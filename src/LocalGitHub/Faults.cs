using Microsoft.AspNetCore.Http;

namespace LocalGitHub;

/// <summary>What goes wrong on the way or at the other end.</summary>
public enum FaultKind
{
    None,

    /// <summary>An answer with this status, whatever was asked.</summary>
    Status,

    /// <summary>The line is cut behind so many percent of the answer.</summary>
    Cut,

    /// <summary>An answer that is none: a proxy's page.</summary>
    Garbage,

    /// <summary>The JSON ends in its midst, and all looks well.</summary>
    Half,

    /// <summary>No answer, and the line stays open.</summary>
    Silence,
}

/// <param name="Part">Of the path: only where it is in there.</param>
/// <param name="Number">The status, or the percent.</param>
internal sealed record WireFault(string Part, FaultKind Kind, int Number = 0)
{
    /// <summary>How often still.</summary>
    public int Times { get; set; } = int.MaxValue;
}

/// <summary>The faults that are switched on.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<WireFault> _faults = [];

    public void Add(string part, FaultKind kind, int number = 0, int times = int.MaxValue)
    {
        lock (_lock) _faults.Add(new(part, kind, number) { Times = times });
    }

    public void Clear()
    {
        lock (_lock) _faults.Clear();
    }

    public WireFault? Take(HttpRequest request)
    {
        lock (_lock)
        {
            var fault = _faults.FirstOrDefault(f => f.Times > 0 && (request.Path.Value ?? "").Contains(f.Part, StringComparison.Ordinal));
            if (fault is not null) fault.Times--;
            return fault;
        }
    }

    /// <summary>Sends the answer, or what a fault makes of it.</summary>
    public static async Task Send(HttpContext http, byte[] body, WireFault? fault)
    {
        if (fault is { Kind: FaultKind.Half }) body = body[..(body.Length / 2)];
        if (fault is { Kind: FaultKind.Garbage }) body = "<html><body>The proxy is having a bad day.</body></html>"u8.ToArray();
        http.Response.ContentLength = body.Length;
        if (fault is not { Kind: FaultKind.Cut })
        {
            await http.Response.Body.WriteAsync(body);
            return;
        }

        await http.Response.Body.WriteAsync(body.AsMemory(0, (int)((long)body.Length * fault.Number / 100)));
        // Less than was announced: the server closes the line behind it. A reset could overtake what was written.
        await http.Response.Body.FlushAsync();
    }

    public static async Task Silence(HttpContext http) =>
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
