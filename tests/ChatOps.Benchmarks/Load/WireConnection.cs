using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatOps.Benchmarks.Load;

/// <summary>HTTP/1.1 over one kept connection, with as little work as can be: the client shares the cores with what it measures.</summary>
internal sealed class WireConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 15_000 };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public WireConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    public (int Status, string Body) Send(byte[] request)
    {
        _socket.Send(request);
        var length = 0;
        while (true)
        {
            var got = _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            if (got == 0) throw new IOException("The server closed the connection.");
            length += got;
            var answer = _buffer.AsSpan(0, length);
            var headEnd = answer.IndexOf("\r\n\r\n"u8);
            if (headEnd < 0 || !IsWhole(answer[..(headEnd + 2)], answer[(headEnd + 4)..])) continue;
            var status = ((answer[9] - '0') * 100) + ((answer[10] - '0') * 10) + answer[11] - '0';
            return (status, status == 200 ? "" : Encoding.UTF8.GetString(answer[(headEnd + 4)..]));
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0) return body.EndsWith("0\r\n\r\n"u8);
        var digits = head[(at + 18)..];
        return int.Parse(digits[..digits.IndexOf((byte)'\r')]) <= body.Length;
    }
}
