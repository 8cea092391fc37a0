using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChatOps.Projects;

/// <summary>A YAML file as keys and values, as settings have them: <c>stages:0:name</c>. What YAML can do beyond lists, maps and texts is refused.</summary>
internal sealed class YamlKeys
{
    // A stage's keys are six deep.
    private const int MostDepth = 8;
    private const int MostEntries = 5000;
    private const int LongestKey = 200;
    private const int LongestText = 4000;

    private readonly Dictionary<string, YamlNode> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Parser _parser;

    private YamlKeys(string text) => _parser = new(new StringReader(text));

    /// <summary>Everything that has a key, by its key.</summary>
    public IReadOnlyDictionary<string, YamlNode> Nodes => _nodes;

    /// <summary>The texts alone.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Values => _nodes.Where(n => n.Value.Text is not null).Select(n => KeyValuePair.Create(n.Key, n.Value.Text));

    /// <exception cref="YamlFaultException">With words that name the line.</exception>
    public static YamlKeys Read(byte[] bytes)
    {
        var keys = new YamlKeys(TextOf(bytes));
        try
        {
            keys.ReadAll();
            return keys;
        }
        catch (YamlException fault)
        {
            throw new YamlFaultException((int)Math.Max(1, fault.Start.Line), $"it is no proper YAML: {fault.Message.TrimEnd('.')}", fault);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // What the parser itself does not foresee.
            throw new YamlFaultException(keys.Line, "it is no proper YAML", fault);
        }
    }

    private int Line => (int)Math.Max(1, _parser.Current?.Start.Line ?? 1);

    private static string TextOf(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException fault)
        {
            throw new YamlFaultException(1 + bytes.AsSpan(0, Math.Max(0, fault.Index)).Count((byte)'\n'), "it is no text in UTF-8", fault);
        }

        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Where(c => char.IsControl(c) && c is not ('\r' or '\t')).Select(c => (int?)c).FirstOrDefault() is { } control)
                throw new YamlFaultException(i + 1, $"it holds a control character (U+{control:X4})");
            if (lines[i].AsSpan(0, lines[i].Length - lines[i].AsSpan().TrimStart(" \t").Length).Contains('\t'))
                throw new YamlFaultException(i + 1, "it is indented with a tab; YAML wants blanks");
        }

        return text;
    }

    private void ReadAll()
    {
        Next();
        Next();
        if (_parser.Current is not DocumentStart) throw new YamlFaultException(1, "it is empty");
        Next();
        Node("", 1);
        Next();
        Next();
        if (_parser.Current is DocumentStart) throw Fault("a second document begins here; one is read");
    }

    private void Next() => _parser.MoveNext();

    private void Node(string key, int depth)
    {
        if (_nodes.Count > MostEntries) throw Fault($"it has more than {MostEntries} entries");
        if (_parser.Current is AnchorAlias) throw Fault("an alias (*) is not read here; write it out");
        var node = (NodeEvent)_parser.Current!;
        if (!node.Anchor.IsEmpty) throw Fault("an anchor (&) is not read here; write it out each time");
        if (!node.Tag.IsEmpty) throw Fault("a tag (!) is not read here; leave it out");
        if (node is not Scalar && depth > MostDepth) throw Fault($"it is nested deeper than {MostDepth}");
        switch (node)
        {
            case Scalar text:
                if (text.Value.Length > LongestText) throw Fault($"this text is longer than {LongestText} characters");
                var isNothing = text.Style == ScalarStyle.Plain && text.Value is "" or "~" or "null";
                _nodes[key] = new(Line, isNothing ? YamlKind.Nothing : YamlKind.Text, isNothing ? null : text.Value);
                break;
            case SequenceStart:
                _nodes[key] = new(Line, YamlKind.List);
                Next();
                for (var i = 0; _parser.Current is not SequenceEnd; i++)
                {
                    Node($"{key}:{i}", depth + 1);
                    if (_nodes[$"{key}:{i}"].Kind == YamlKind.Nothing) throw Fault("this entry of a list is empty; write '' for an empty text");
                    Next();
                }

                break;
            default:
                _nodes[key] = new(Line, YamlKind.Map);
                Next();
                while (_parser.Current is not MappingEnd) Entry(key, depth);
                break;
        }
    }

    private void Entry(string map, int depth)
    {
        if (_parser.Current is not Scalar { Anchor.IsEmpty: true, Tag.IsEmpty: true } name) throw Fault("a key must be a plain text");
        if (name.Value.Length is 0 or > LongestKey || name.Value.Contains(':', StringComparison.Ordinal)) throw Fault($"a key must have 1 to {LongestKey} characters and no colon");
        var key = map.Length > 0 ? $"{map}:{name.Value}" : name.Value;
        if (_nodes.TryGetValue(key, out var earlier)) throw Fault($"{key} is there twice; it was in line {earlier.Line} too");
        var line = Line;
        Next();
        Node(key, depth + 1);
        // People look for the key, not for what is below it.
        _nodes[key] = _nodes[key] with { Line = line };
        Next();
    }

    private YamlFaultException Fault(string words) => new(Line, words);
}

internal enum YamlKind
{
    Nothing = 0,
    Text,
    List,
    Map,
}

/// <param name="Text">Set for <see cref="YamlKind.Text"/>. Untrusted.</param>
internal sealed record YamlNode(int Line, YamlKind Kind, string? Text = null);

/// <summary>The file is not what can be read.</summary>
internal sealed class YamlFaultException(int line, string words, Exception? inner = null) : Exception($"Line {line}: {words}.", inner);
