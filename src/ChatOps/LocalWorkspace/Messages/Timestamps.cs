using System.Globalization;

namespace ChatOps.LocalWorkspace.Messages;

/// <summary>Makes message ids as Slack does, such as <c>1700000000.000100</c>: unique, and later is greater.</summary>
internal sealed class Timestamps(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _last;

    public string Next()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
            _last = Math.Max(now, _last + 100);
            return Format(_last);
        }
    }

    /// <summary>Whatever comes next will be greater than this one.</summary>
    public void Seen(string ts)
    {
        lock (_lock)
            _last = Math.Max(_last, Micros(ts));
    }

    /// <summary>Brings <c>1700000000</c> and <c>1700000000.0001</c> into the form that sorts.</summary>
    public static string Normal(string ts) => Format(Micros(ts));

    private static string Format(long micros) => $"{micros / 1_000_000:D10}.{micros % 1_000_000:D6}";

    private static long Micros(string ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 9_999_999_999m
            ? (long)(seconds * 1_000_000)
            : 0;
}
