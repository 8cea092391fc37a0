using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ChatOps.Slack.Sockets;

/// <summary>One Socket Mode connection, from hello to its end.</summary>
internal sealed partial class Connection(EnvelopeIntake intake, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3);

    private readonly MessageSocket _socket = new();
    private readonly TaskCompletionSource _farewell = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _answering = [];

    /// <summary>Ends when Slack asks for a new connection in this one's place.</summary>
    public Task Farewell => _farewell.Task;

    /// <summary>How the connection ended, in words. Never faults.</summary>
    public Task<string> Ended { get; private set; } = Task.FromResult("never opened");

    /// <summary>Connects, waits for Slack's hello, and takes envelopes from then on.</summary>
    /// <exception cref="ChatUnavailableException">There was no hello.</exception>
    public async Task Open(Uri address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var alarm = time.CreateTimer(_ => limit.Cancel(), null, HelloTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await _socket.Connect(address, limit.Token);
            while (await _socket.Receive(limit.Token) is { } message)
            {
                if (Read(message)?.Type != "hello") continue;
                Ended = Run();
                return;
            }
        }
        catch (Exception e) when (e is WebSocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ChatUnavailableException("The socket could not be opened.", mayHaveHappened: false, inner: e);
        }

        throw new ChatUnavailableException("The socket was closed before it said hello.", mayHaveHappened: false);
    }

    /// <summary>Lets what was taken be answered, then says goodbye.</summary>
    public async Task Close()
    {
        Task[] open;
        lock (_lock) open = [.. _answering];
        using var limit = new CancellationTokenSource(CloseTimeout, time);
        try
        {
            await Task.WhenAll(open).WaitAsync(limit.Token);
            await _socket.SayGoodbye(limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            Log.RudeEnd(log, e.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> Run()
    {
        try
        {
            // No token: cancelling a receive would tear the socket down under the answers that still go out.
            while (await _socket.Receive(CancellationToken.None) is { } message)
                if (Read(message) is { } envelope) Take(envelope);
            return $"closed by the other side ({_socket.CloseStatus})";
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            return $"broken: {e.Message}";
        }
    }

    private void Take(Envelope envelope)
    {
        if (envelope.Type == "disconnect")
        {
            Log.Disconnect(log, envelope.Reason);
            _farewell.TrySetResult();
        }
        else if (envelope.EnvelopeId is { Length: > 0 })
        {
            var answer = Answer(envelope);
            lock (_lock) _answering.Add(answer);
            _ = answer.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task answer)
    {
        lock (_lock) _answering.Remove(answer);
    }

    private async Task Answer(Envelope envelope)
    {
        await Task.Yield();
        try
        {
            await _socket.Send(Encoding.UTF8.GetBytes(await intake.Answer(envelope)));
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or OperationCanceledException)
        {
            Log.NotAcknowledged(log, envelope.Type, e.Message);
        }
    }

    private Envelope? Read(byte[] message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, EnvelopeJson.Default.Envelope);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Log.NotAnEnvelope(log, message.Length);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Slack will close the socket: {Reason}.")]
        public static partial void Disconnect(ILogger log, string? reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An envelope of type {Type} could not be acknowledged: {Why}")]
        public static partial void NotAcknowledged(ILogger log, string? type, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A message of {Bytes} bytes on the socket is no envelope.")]
        public static partial void NotAnEnvelope(ILogger log, int bytes);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The socket ended without a goodbye: {Why}")]
        public static partial void RudeEnd(ILogger log, string why);
    }
}
