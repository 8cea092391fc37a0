namespace ChatOps.Slack.Sockets;

/// <summary>Whether Slack reaches us over Socket Mode, for the health check.</summary>
public sealed class SocketModeState
{
    private volatile bool _isOn;
    private volatile string _trouble = "not connected yet";
    private int _open;

    /// <summary>False where Slack comes by HTTP: then there is nothing to be connected.</summary>
    public bool IsOn => _isOn;

    public bool IsConnected => Volatile.Read(ref _open) > 0;

    /// <summary>Open connections: one, and two while one takes over from the other.</summary>
    public int Connections => Volatile.Read(ref _open);

    /// <summary>Why there is no connection, in words; empty if there is one.</summary>
    public string Trouble => IsConnected ? "" : _trouble;

    internal void TurnOn() => _isOn = true;

    internal void Opened() => Interlocked.Increment(ref _open);

    internal void Closed(string why)
    {
        _trouble = why;
        Interlocked.Decrement(ref _open);
    }

    internal void Failed(string why) => _trouble = why;
}
