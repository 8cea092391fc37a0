namespace ChatOps.Tests.Artifacts;

/// <summary>Bytes as a network gives them: no length, pieces of odd sizes, sometimes an end too soon.</summary>
internal sealed class Trickle(byte[] bytes, int breaksAt = int.MaxValue, Action<int>? onRead = null) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        onRead?.Invoke(_at);
        if (_at >= breaksAt) throw new IOException("The connection was reset.");
        var count = Math.Min(Math.Min(buffer.Length, 77_777), bytes.Length - _at);
        bytes.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
