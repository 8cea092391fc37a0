using System.Runtime.InteropServices;

namespace ChatOps.Targets.Processes;

/// <summary>Native memory that is given back together.</summary>
internal sealed class NativeMemoryScope : IDisposable
{
    private readonly List<IntPtr> _blocks = [];

    public IntPtr Zeroed(int size)
    {
        var block = Keep(Marshal.AllocCoTaskMem(size));
        Marshal.Copy(new byte[size], 0, block, size);
        return block;
    }

    /// <returns>A null-terminated array of null-terminated texts.</returns>
    public IntPtr[] Texts(IEnumerable<string> texts) => [.. texts.Select(Text), IntPtr.Zero];

    public void Dispose()
    {
        foreach (var block in _blocks) Marshal.FreeCoTaskMem(block);
        _blocks.Clear();
    }

    private IntPtr Text(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("A process can't be given a text with a zero in it.", nameof(text))
        : Keep(Marshal.StringToCoTaskMemUTF8(text));

    private IntPtr Keep(IntPtr block)
    {
        _blocks.Add(block);
        return block;
    }
}
