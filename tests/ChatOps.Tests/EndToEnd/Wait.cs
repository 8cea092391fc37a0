using System.Diagnostics;

namespace ChatOps.Tests.EndToEnd;

/// <summary>Looks until it is so, and says what was last seen if it never is.</summary>
internal static class Wait
{
    public static Task Until(Func<Task<bool>> look, string what, int seconds = 60) =>
        For(async () => await look() ? "so" : null, what, seconds);

    public static async Task<T> For<T>(Func<Task<T?>> look, string what, int seconds = 60, Func<string>? seen = null)
        where T : class
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look() is { } found) return found;
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(seconds)) Assert.Fail($"Not within {seconds} s: {what}. {seen?.Invoke()}");
            await Task.Delay(100);
        }
    }
}
