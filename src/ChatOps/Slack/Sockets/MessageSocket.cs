using System.Buffers;
using System.Net.WebSockets;
using ChatOps.Slack.Client;

namespace ChatOps.Slack.Sockets;

/// <summary>A WebSocket that takes and gives whole messages, of a size that is bounded.</summary>
internal sealed class MessageSocket : IDisposable
{
    private const int MostBytes = 1024 * 1024;

    private readonly ClientWebSocket _socket = new()
    {
        Options =
        {
            // A connection that is only half there goes silent: without an answer to a ping it is dropped within 20 seconds.
            KeepAliveInterval = TimeSpan.FromSeconds(10),
            KeepAliveTimeout = TimeSpan.FromSeconds(10),
            Proxy = LoopbackDirect.Proxy,
        },
    };

    private readonly SemaphoreSlim _sending = new(1, 1);

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public Task Connect(Uri address, CancellationToken ct) => _socket.ConnectAsync(address, ct);

    /// <returns>A message, however many fragments it came in; null when the other side closed.</returns>
    public async Task<byte[]?> Receive(CancellationToken ct)
    {
        var message = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var part = await _socket.ReceiveAsync(message.GetMemory(4096), ct);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Advance(part.Count);
            if (message.WrittenCount > MostBytes) throw new WebSocketException(WebSocketError.HeaderError, "the message is too long");
            if (part.EndOfMessage) return message.WrittenSpan.ToArray();
        }
    }

    public async Task Send(byte[] message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task SayGoodbye(CancellationToken ct)
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
    }

    public void Dispose() => _socket.Dispose();
}
