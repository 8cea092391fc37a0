using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ChatOps.LocalWorkspace.Messages;

namespace ChatOps.LocalWorkspace.Play;

/// <summary>Pushes changes to open pages. The first event says that nothing from now on is missed.</summary>
internal static class PlayEvents
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/local/events", (string? user, ChangeFeed feed, TimeProvider time, IHostApplicationLifetime host, HttpContext http) =>
        {
            if (Workspace.FindMember(user ?? "") is not { IsBot: false } member)
                return Results.BadRequest();
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.ServerSentEvents(Events(member.Id, feed, time, host.ApplicationStopping, http.RequestAborted));
        });

    private static async IAsyncEnumerable<SseItem<string>> Events(
        string user, ChangeFeed feed, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var changes = feed.Listen();
        try
        {
            yield return new SseItem<string>("{}", "hello");
            while (await Next(changes.Reader, time, end.Token) is { } next)
            {
                if (next.OnlyFor is null || next.OnlyFor == user)
                    yield return new SseItem<string>(next.Json, next.Kind);
            }
        }
        finally
        {
            feed.Leave(changes);
        }
    }

    /// <returns>The next change, or a beat when nothing changes for long; null at the end.</returns>
    private static async Task<Change?> Next(System.Threading.Channels.ChannelReader<Change> changes, TimeProvider time, CancellationToken end)
    {
        if (changes.TryRead(out var ready))
            return ready;
        using var beat = new CancellationTokenSource(Beat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, end);
        try
        {
            return await changes.WaitToReadAsync(either.Token) && changes.TryRead(out var change) ? change : null;
        }
        catch (OperationCanceledException)
        {
            return end.IsCancellationRequested ? null : new Change("beat", "{}");
        }
    }
}
