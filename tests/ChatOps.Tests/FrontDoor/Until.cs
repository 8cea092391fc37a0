using System.Diagnostics;

namespace ChatOps.Tests.FrontDoor;

/// <summary>Waiting for what must come: by looking, with a limit, never by sleeping and hoping.</summary>
internal static class Until
{
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    public static Task True(string what, Func<bool> condition, Func<string>? seen = null, TimeSpan? limit = null) =>
        Found(what, () => Task.FromResult(condition() ? "" : null), seen, limit);

    public static Task<T> Found<T>(string what, Func<T?> look, Func<string>? seen = null, TimeSpan? limit = null)
        where T : class => Found(what, () => Task.FromResult(look()), seen, limit);

    public static async Task<T> Found<T>(string what, Func<Task<T?>> look, Func<string>? seen = null, TimeSpan? limit = null)
        where T : class
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                await Tremor.Test();
                return found;
            }

            if (Stopwatch.GetElapsedTime(start) > (limit ?? Usual))
                Assert.Fail($"It took more than {(limit ?? Usual).TotalSeconds:0} s until {what}.\n{seen?.Invoke()}");
            await Task.Delay(20);
        }
    }
}
