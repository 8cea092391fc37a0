using System.Buffers;
using System.IO.Pipes;
using ChatOps.Targets.Processes;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Pipelines.Scripts;

/// <summary>Reads what a script prints, as fast as it prints: made plain, masked, and only then kept and shown.</summary>
internal sealed class ScriptOutput : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.None);
    private readonly PlainBytes _plain = new();
    private readonly SecretMask _mask;
    private readonly KeptOutput _kept;
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;
    private volatile bool _stop;

    public ScriptOutput(string path, int limit, IEnumerable<string> secrets)
    {
        _mask = new(secrets);
        _kept = new(path, limit);
    }

    public PrintedLines Lines { get; } = new();

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool WasCut => _kept.Dropped > 0;

    /// <summary>Done when nobody can print any more.</summary>
    public Task Read => _read.Task;

    /// <summary>For the script; everybody else's copy is closed by <see cref="Begin"/>.</summary>
    public SafePipeHandle Writer => _pipe.ClientSafePipeHandle;

    public void Begin()
    {
        if (!OperatingSystem.IsWindows()) _pipe.DisposeLocalCopyOfClientHandle();
        new Thread(ReadAll) { IsBackground = true, Name = "script output" }.Start();
    }

    /// <summary>What is in the pipe now is still read; somebody who got away and keeps it open is not waited for.</summary>
    public async Task Finish(TimeProvider time)
    {
        _stop = true;
        await Task.WhenAny(Read, Task.Delay(TimeSpan.FromSeconds(5), time, CancellationToken.None));
    }

    /// <summary>The end of the log, in the bot's own words.</summary>
    public void Say(string words)
    {
        lock (_kept) _kept.Write(System.Text.Encoding.UTF8.GetBytes($"[{words}]\n"));
    }

    public void Dispose()
    {
        lock (_kept) _kept.Dispose();
        _pipe.Dispose();
    }

    private void ReadAll()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (IsReadable() && _pipe.Read(buffer) is > 0 and var read) Take(buffer.AsSpan(0, read), last: false);
            Take([], last: true);
            _read.SetResult();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // A full disk, for one. The script gets a broken pipe, and its end tells why.
            _pipe.Dispose();
            _read.SetException(e);
        }
    }

    private bool IsReadable()
    {
        if (OperatingSystem.IsWindows()) return true;
        while (!LibC.WaitForInput(_pipe.SafePipeHandle, _stop ? TimeSpan.Zero : Look))
            if (_stop) return false;
        return true;
    }

    private void Take(ReadOnlySpan<byte> bytes, bool last)
    {
        Interlocked.Add(ref _bytes, bytes.Length);
        var plain = new ArrayBufferWriter<byte>(bytes.Length + 1);
        _plain.Pass(bytes, plain);
        var masked = _mask.Pass(plain.WrittenSpan, last);
        lock (_kept) _kept.Write(masked);
        Lines.Write(masked);
    }
}
