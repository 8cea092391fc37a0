namespace ChatOps.LocalWorkspace.Messages;

/// <summary>The messages of one channel, by time, and which of them answer to which.</summary>
internal sealed class ChannelMessages
{
    private readonly SortedDictionary<string, Message> _byTs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _threads = [];

    public Message? Find(string ts) => _byTs.GetValueOrDefault(ts);

    public IEnumerable<Message> Roots => _byTs.Values.Where(m => !m.IsReply);

    public IReadOnlyList<Message> Replies(string ts) =>
        _threads.TryGetValue(ts, out var replies) ? [.. replies.Select(r => _byTs[r])] : [];

    public void Put(Message message)
    {
        _byTs[message.Ts] = message;
        if (!message.IsReply)
            return;
        if (!_threads.TryGetValue(message.ThreadTs!, out var thread))
            _threads[message.ThreadTs!] = thread = new SortedSet<string>(StringComparer.Ordinal);
        thread.Add(message.Ts);
    }

    public void Remove(Message message)
    {
        _byTs.Remove(message.Ts);
        if (message.IsReply && _threads.TryGetValue(message.ThreadTs!, out var thread))
            thread.Remove(message.Ts);
    }
}
