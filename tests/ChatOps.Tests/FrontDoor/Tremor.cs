using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatOps.Tests.FrontDoor;

/// <summary>
/// Makes requests, answers, database commands and the tests themselves late at random, so that a test that hangs on the order in which a quiet machine does things is found.
/// Off unless <c>CHATOPS_TEST_TREMOR</c> is the longest that one is held up, in milliseconds.
/// </summary>
internal sealed class Tremor : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // One request in four; of database commands there are many more than of those.
    private static readonly Dictionary<string, double> Shaken = new(StringComparer.Ordinal)
    {
        ["Microsoft.AspNetCore.Hosting.HttpRequestIn.Start"] = 0.25,
        ["System.Net.Http.Response"] = 0.25,
        ["Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting"] = 0.03,
    };

    // Never set: nobody may go on sooner. Whoever writes diagnostics can't await.
    private static readonly ManualResetEventSlim Calm = new();

    private static int _longest;

    [ModuleInitializer]
    internal static void Begin()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("CHATOPS_TEST_TREMOR"), CultureInfo.InvariantCulture, out _longest)) return;
        // Whoever is held up holds a thread.
        ThreadPool.SetMinThreads(200, 200);
        DiagnosticListener.AllListeners.Subscribe(new Tremor());
    }

    /// <summary>The test itself is late now and then, with what it does next.</summary>
    public static Task Test() => _longest > 0 && Random.Shared.NextDouble() < 0.1 ? Task.Delay(Random.Shared.Next(_longest)) : Task.CompletedTask;

    public void OnNext(DiagnosticListener value) => value.Subscribe(this, name => Shaken.ContainsKey(name) || name == "Microsoft.AspNetCore.Hosting.HttpRequestIn");

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Shaken.TryGetValue(value.Key, out var part) && Random.Shared.NextDouble() < part) Calm.Wait(Random.Shared.Next(_longest));
    }

    public void OnCompleted()
    {
        // It goes on for as long as the tests do.
    }

    public void OnError(Exception error)
    {
        // No listener of .NET's own tells any.
    }
}
