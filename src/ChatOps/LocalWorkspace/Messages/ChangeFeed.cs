using System.Threading.Channels;

namespace ChatOps.LocalWorkspace.Messages;

/// <summary>Tells every open page what changed, in the order it did.</summary>
internal sealed class ChangeFeed
{
    /// <summary>A page that is this far behind is cut off; it comes back and asks for everything.</summary>
    private const int Backlog = 2000;

    private readonly Lock _lock = new();
    private readonly List<Channel<Change>> _listeners = [];

    public void Publish(Change change)
    {
        lock (_lock)
            _listeners.RemoveAll(listener => !listener.Writer.TryWrite(change) && listener.Writer.TryComplete());
    }

    public Channel<Change> Listen()
    {
        var listener = Channel.CreateBounded<Change>(Backlog);
        lock (_lock)
            _listeners.Add(listener);
        return listener;
    }

    public void Leave(Channel<Change> listener)
    {
        lock (_lock)
            _listeners.Remove(listener);
    }
}
