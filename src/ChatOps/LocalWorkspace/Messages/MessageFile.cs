using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.LocalWorkspace.Messages;

/// <summary>Keeps messages in one file: a line for each change, in order, handed to the system at once. Rewritten short at each start.</summary>
internal sealed class MessageFile(LocalWorkspaceOptions options, ILogger<MessageFile> log) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    private readonly string _path = Path.Combine(options.DataFolder, "messages.jsonl");
    private FileStream? _stream;

    /// <summary>Reads all messages, writes them back without what is outdated, and stands ready for <see cref="Append"/>.</summary>
    public IReadOnlyCollection<Message> Open()
    {
        Directory.CreateDirectory(options.DataFolder);
        var messages = new SortedDictionary<(string, string), Message>();
        foreach (var entry in Read())
        {
            if (entry.Put is { } put)
                messages[(put.Channel, put.Ts)] = put;
            else if (entry.Deleted is { } gone)
                messages.Remove((gone.Channel, gone.Ts));
        }

        var fresh = _path + ".new";
        File.WriteAllLines(fresh, messages.Values.Select(m => Line(new Entry(m))));
        File.Move(fresh, _path, overwrite: true);
        _stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        return messages.Values;
    }

    public void Append(Entry entry)
    {
        var stream = _stream ?? throw new InvalidOperationException("The message file is not open.");
        var whole = stream.Length;
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(Line(entry) + "\n"));
            stream.Flush();
        }
        catch (IOException)
        {
            stream.SetLength(whole);
            throw;
        }
    }

    public void Dispose() => _stream?.Dispose();

    private static string Line(Entry entry) => JsonSerializer.Serialize(entry, Json);

    private IEnumerable<Entry> Read()
    {
        if (!File.Exists(_path))
            yield break;
        var number = 0;
        foreach (var line in File.ReadLines(_path))
        {
            number++;
            if (Parse(line) is { } entry)
                yield return entry;
            else
                log.LogWarning("Line {Line} of {File} can't be read and is left out; the process may have ended while it was written.", number, _path);
        }
    }

    private static Entry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A message as it is now, or the place of one that is gone.</summary>
    internal sealed record Entry(Message? Put = null, Place? Deleted = null);

    internal sealed record Place(string Channel, string Ts);
}
