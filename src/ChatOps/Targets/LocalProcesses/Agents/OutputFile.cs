using System.Text;
using ChatOps.Commands;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>A file that a process appends its output to. It is kept short from outside, while the process goes on writing.</summary>
internal static class OutputFile
{
    private const long MaxBytes = 8 << 20;
    private const int TailBytes = 64 << 10;
    private const int MaxLine = 400;

    /// <param name="hide">The instance's folder, which is nobody's business in a message.</param>
    public static string LastLines(string path, int count, string hide)
    {
        if (!File.Exists(path)) return "";
        var lines = Encoding.UTF8.GetString(Tail(path)).Replace(hide + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Split('\n').Select(l => PlainText.Line(l, MaxLine)).Where(l => l.Length > 0);
        return string.Join('\n', lines.TakeLast(count));
    }

    /// <summary>A file grown too long is emptied; its last part is kept beside it. Writers append, so they go on at the new end.</summary>
    public static void KeepShort(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > MaxBytes }) return;
        File.WriteAllBytes(path + ".1", Tail(path));
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    private static byte[] Tail(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        var bytes = new byte[TailBytes];
        var read = file.ReadAtLeast(bytes, TailBytes, throwOnEndOfStream: false);
        return bytes[..read];
    }
}
