using ChatOps.Slack.Client;

namespace ChatOps.Slack.Sockets;

/// <summary>Keeps one Socket Mode connection open, and opens the next before the last one ends. On when there is an app token.</summary>
/// <remarks>https://docs.slack.dev/apis/events-api/using-socket-mode.</remarks>
internal sealed partial class SocketMode(
    SlackApi api,
    EnvelopeIntake intake,
    SocketModeState state,
    Func<SlackOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SocketMode> log) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long the old connection may still bring something once the new one stands.</summary>
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Connection? current = null;
        try
        {
            await Started(stoppingToken);
            if (string.IsNullOrEmpty(options().AppToken)) return;
            state.TurnOn();
            var (failures, retiring) = (0, Task.CompletedTask);
            while (true)
            {
                // Two at most: the one before the last is gone before another is opened.
                await retiring.WaitAsync(stoppingToken);
                if (await TryOpen(failures, stoppingToken) is not { } next)
                {
                    failures++;
                    continue;
                }

                if (current is not null) retiring = Retire(current, Handover);
                current = next;
                var since = time.GetTimestamp();
                await Task.WhenAny(current.Ended, current.Farewell).WaitAsync(stoppingToken);
                failures = time.GetElapsedTime(since) > LongestPause ? 0 : failures + 1;
                if (!current.Ended.IsCompleted) continue;
                await current.DisposeAsync();
                current = null;
                await Pause(failures, null, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopping(log);
        }
        finally
        {
            if (current is not null) await Retire(current, TimeSpan.Zero);
        }
    }

    /// <summary>The Web API may be served by this very process.</summary>
    private async Task Started(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var waiting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    private async Task<Connection?> TryOpen(int failures, CancellationToken ct)
    {
        var connection = new Connection(intake, time, log);
        try
        {
            await connection.Open(AddressIn(await api.OpenConnection(ct)), ct);
            state.Opened();
            Log.Opened(log);
            _ = Watch(connection);
            return connection;
        }
        catch (Exception e) when (e is ChatUnavailableException or ChatRefusedException)
        {
            await connection.DisposeAsync();
            state.Failed(e.Message);
            Log.CouldNotOpen(log, e.Message);
            await Pause(failures, (e as ChatUnavailableException)?.RetryAfter, ct);
            return null;
        }
    }

    private async Task Watch(Connection connection)
    {
        var how = await connection.Ended;
        state.Closed(how);
        Log.Ended(log, how);
    }

    private async Task Retire(Connection old, TimeSpan grace)
    {
        await Task.WhenAny(old.Ended, Task.Delay(grace, time));
        await old.Close();
        await Task.WhenAny(old.Ended, Task.Delay(TimeSpan.FromSeconds(1), time));
        await old.DisposeAsync();
    }

    private Uri AddressIn(SocketAddress answer)
    {
        var isSecure = options().ApiUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        return Uri.TryCreate(answer.Url, UriKind.Absolute, out var address) && (address.Scheme == "wss" || (address.Scheme == "ws" && !isSecure))
            ? address
            : throw new ChatUnavailableException("Slack named no usable address for the socket.", mayHaveHappened: false);
    }

    private Task Pause(int failures, TimeSpan? told, CancellationToken ct)
    {
        var grown = TimeSpan.FromMilliseconds(Math.Min(500 * Math.Pow(2, Math.Min(failures, 10)), LongestPause.TotalMilliseconds));
        var pause = grown * (0.5 + (Random.Shared.NextDouble() / 2));
        return Task.Delay(told > pause ? told.Value : pause, time, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The Slack socket is open.")]
        public static partial void Opened(ILogger log);

        [LoggerMessage(Level = LogLevel.Information, Message = "A Slack socket ended: {How}.")]
        public static partial void Ended(ILogger log, string how);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Slack socket could not be opened: {Why}")]
        public static partial void CouldNotOpen(ILogger log, string why);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The Slack socket is closed for the stop.")]
        public static partial void Stopping(ILogger log);
    }
}
