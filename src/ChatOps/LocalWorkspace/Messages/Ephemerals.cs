namespace ChatOps.LocalWorkspace.Messages;

/// <summary>Messages that one person sees. Like Slack's they are not kept for long.</summary>
internal sealed class Ephemerals(Timestamps timestamps, ChangeFeed feed)
{
    private const int Kept = 200;
    private readonly Lock _lock = new();
    private readonly LinkedList<Message> _messages = [];

    public Message Show(Message draft)
    {
        lock (_lock)
        {
            var message = draft with { Ts = timestamps.Next() };
            _messages.AddLast(message);
            if (_messages.Count > Kept)
                _messages.RemoveFirst();
            feed.Publish(Change.Of(new MessageThread(message, [])));
            return message;
        }
    }

    public Message? Find(string user, string channel, string ts)
    {
        lock (_lock)
            return _messages.FirstOrDefault(m => m.OnlyFor == user && m.Channel == channel && m.Ts == ts);
    }

    public IReadOnlyList<Message> For(string user, string channel)
    {
        lock (_lock)
            return [.. _messages.Where(m => m.OnlyFor == user && m.Channel == channel)];
    }

    public void Replace(Message message)
    {
        lock (_lock)
        {
            if (_messages.FirstOrDefault(m => m.Ts == message.Ts) is not { } old)
                return;
            _messages.Find(old)!.Value = message;
            feed.Publish(Change.Of(new MessageThread(message, [])));
        }
    }

    public void Remove(Message message)
    {
        lock (_lock)
        {
            if (_messages.FirstOrDefault(m => m.Ts == message.Ts) is not { } old)
                return;
            _messages.Remove(old);
            feed.Publish(Change.Gone(old));
        }
    }
}
