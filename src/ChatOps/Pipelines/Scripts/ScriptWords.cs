using System.Globalization;
using ChatOps.Targets.Processes;

namespace ChatOps.Pipelines.Scripts;

internal static class ScriptWords
{
    public static string Ended(ProcessEnd? end) => end switch
    {
        null => "ended, and nobody knows how",
        { Signal: { } signal } => $"killed from outside of the bot: {Signal(signal)}",
        { Code: 0 } => "ended well",
        { Code: var code } => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}"),
    };

    public static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.##} GB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.##} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes"),
    };

    public static string Span(TimeSpan span) => span.ToString(span.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.f", CultureInfo.InvariantCulture) is var text && span.Days > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.Days} days {text}")
        : text;

    private static string Signal(int signal) => signal switch
    {
        1 => "hang-up (signal 1)",
        2 => "interrupt (signal 2)",
        4 => "illegal instruction (signal 4)",
        6 => "it aborted itself (signal 6)",
        8 => "arithmetic fault (signal 8)",
        9 => "kill (signal 9); the machine may be short of memory",
        11 => "memory fault (signal 11)",
        13 => "broken pipe (signal 13)",
        15 => "asked to end (signal 15)",
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };
}
