using System.Globalization;
using System.Text;

namespace ChatOps.Pipelines.Scripts;

/// <summary>The last lines of an output, fit to be shown. A flood costs little: lines that would be left out are counted and not looked at.</summary>
internal sealed class PrintedLines
{
    private const int Longest = 500;
    private const int AtOnce = 40;
    private readonly Lock _lock = new();
    private readonly List<byte> _unfinished = [];
    private readonly Queue<string> _last = new();
    private readonly Queue<string> _batch = new();
    private long _leftOut;

    public IReadOnlyList<string> Last
    {
        get
        {
            lock (_lock) return _unfinished.Count == 0 ? [.. _last] : [.. _last.TakeLast(AtOnce - 1), Shown(_unfinished)];
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Skip(ref bytes);
            while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
            {
                Append(bytes[..end]);
                Finish();
                bytes = bytes[(end + 1)..];
            }

            Append(bytes);
        }
    }

    /// <summary>What came since the last call.</summary>
    /// <param name="whole">Nothing follows: the last line may lack its end.</param>
    public ScriptPrinted? Take(ScriptKey key, bool whole)
    {
        lock (_lock)
        {
            if (whole && _unfinished.Count > 0) Finish();
            if (_batch.Count == 0) return null;
            var printed = new ScriptPrinted(key, [.. _batch], _leftOut);
            _batch.Clear();
            _leftOut = 0;
            return printed;
        }
    }

    private void Skip(ref ReadOnlySpan<byte> bytes)
    {
        var lines = bytes.Count((byte)'\n');
        if (lines <= AtOnce) return;
        var from = bytes.LastIndexOf((byte)'\n');
        for (var more = 0; more < AtOnce; more++) from = bytes[..from].LastIndexOf((byte)'\n');
        _leftOut += lines - AtOnce + _batch.Count;
        _batch.Clear();
        _unfinished.Clear();
        bytes = bytes[(from + 1)..];
    }

    // Four bytes are the longest character; what is beyond is cut anyway.
    private void Append(ReadOnlySpan<byte> bytes) => _unfinished.AddRange(bytes[..Math.Min(bytes.Length, Math.Max(0, ((Longest + 1) * 4) - _unfinished.Count))]);

    private void Finish()
    {
        var line = Shown(_unfinished);
        _unfinished.Clear();
        _last.Enqueue(line);
        if (_last.Count > AtOnce) _last.Dequeue();
        _batch.Enqueue(line);
        if (_batch.Count <= AtOnce) return;
        _batch.Dequeue();
        _leftOut++;
    }

    // What is no character to be seen is replaced and not taken out: nothing may come together to a secret after the masking.
    private static string Shown(List<byte> bytes)
    {
        var line = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString([.. bytes]).EnumerateRunes())
        {
            if (line.Length >= Longest) return line.Append('…').ToString();
            if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator) line.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) line.Append('\uFFFD');
            else line.Append(rune.ToString());
        }

        return line.ToString().TrimEnd();
    }
}
