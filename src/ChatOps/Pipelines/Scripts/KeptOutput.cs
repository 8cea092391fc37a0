using System.Globalization;
using System.Text;

namespace ChatOps.Pipelines.Scripts;

/// <summary>A file with the beginning and the end of an output; the middle is counted and dropped.</summary>
internal sealed class KeptOutput : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _tail;
    private readonly int _head;
    private long _inTail;

    /// <param name="limit">Bytes in all.</param>
    public KeptOutput(string path, int limit)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new(path, options);
        _head = limit / 2;
        _tail = new byte[limit - _head];
    }

    public long Dropped => Math.Max(0, _inTail - _tail.Length);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var head = (int)Math.Min(bytes.Length, Math.Max(0, _head - _file.Length));
        if (head > 0) _file.Write(bytes[..head]);
        bytes = bytes[head..];

        // Of more than fits at once only the end stays.
        var skipped = Math.Max(0, bytes.Length - _tail.Length);
        _inTail += skipped;
        bytes = bytes[skipped..];
        if (bytes.IsEmpty) return;
        var at = (int)(_inTail % _tail.Length);
        var first = Math.Min(bytes.Length, _tail.Length - at);
        bytes[..first].CopyTo(_tail.AsSpan(at));
        bytes[first..].CopyTo(_tail);
        _inTail += bytes.Length;
    }

    /// <summary>Writes the end beside the beginning, and what was dropped between.</summary>
    public void Dispose()
    {
        if (!_file.CanWrite) return;
        if (Dropped > 0)
        {
            _file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n[{Dropped:N0} bytes were dropped here]\n")));
            var at = (int)(_inTail % _tail.Length);
            _file.Write(_tail.AsSpan(at));
            _file.Write(_tail.AsSpan(0, at));
        }
        else
        {
            _file.Write(_tail.AsSpan(0, (int)_inTail));
        }

        _file.Dispose();
    }
}
