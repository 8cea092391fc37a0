namespace ChatOps.LocalWorkspace.Messages;

/// <summary>All messages that everybody in a channel sees. What it holds is on disk first.</summary>
internal sealed class MessageBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChannelMessages> _channels = Workspace.Channels.ToDictionary(c => c.Id, _ => new ChannelMessages());
    private readonly MessageFile _file;
    private readonly Timestamps _timestamps;
    private readonly ChangeFeed _feed;

    public MessageBook(MessageFile file, Timestamps timestamps, ChangeFeed feed)
    {
        (_file, _timestamps, _feed) = (file, timestamps, feed);
        foreach (var message in file.Open())
        {
            if (_channels.TryGetValue(message.Channel, out var channel))
                channel.Put(message);
            timestamps.Seen(message.Ts);
            timestamps.Seen(message.EditedTs ?? "");
        }
    }

    public Message Post(Message draft)
    {
        lock (_lock)
            return Put(draft with { Ts = _timestamps.Next() });
    }

    public Message Edit(Message edited)
    {
        lock (_lock)
            return Put(edited with { EditedTs = _timestamps.Next() });
    }

    public void Delete(Message message)
    {
        lock (_lock)
        {
            var channel = _channels[message.Channel];
            if (channel.Replies(message.Ts).Count > 0)
            {
                Put(message with { IsTombstone = true, Text = "This message was deleted.", Blocks = null, Metadata = null });
                return;
            }

            _file.Append(new(Deleted: new(message.Channel, message.Ts)));
            channel.Remove(message);
            _feed.Publish(Change.Gone(message));
            PublishRoot(channel, message);
        }
    }

    public Message? Find(string channel, string ts)
    {
        lock (_lock)
            return _channels.TryGetValue(channel, out var messages) && messages.Find(ts) is { IsTombstone: false } found ? found : null;
    }

    /// <returns>The messages of a channel that answer to none, oldest first.</returns>
    public IReadOnlyList<MessageThread> Threads(string channel)
    {
        lock (_lock)
            return [.. _channels[channel].Roots.Select(m => new MessageThread(m, _channels[channel].Replies(m.Ts)))];
    }

    public MessageThread ThreadOf(Message root)
    {
        lock (_lock)
            return new MessageThread(root, _channels[root.Channel].Replies(root.Ts));
    }

    private Message Put(Message message)
    {
        var channel = _channels[message.Channel];
        _file.Append(new(Put: message));
        channel.Put(message);
        _feed.Publish(Change.Of(new MessageThread(message, channel.Replies(message.Ts))));
        PublishRoot(channel, message);
        return message;
    }

    /// <summary>A message shows how many replies it has, so it changes with them.</summary>
    private void PublishRoot(ChannelMessages channel, Message reply)
    {
        if (reply.IsReply && channel.Find(reply.ThreadTs!) is { } root)
            _feed.Publish(Change.Of(new MessageThread(root, channel.Replies(root.Ts))));
    }
}

/// <summary>A message and its replies, oldest first.</summary>
internal sealed record MessageThread(Message Root, IReadOnlyList<Message> Replies);
