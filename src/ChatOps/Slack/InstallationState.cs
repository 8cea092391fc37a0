namespace ChatOps.Slack;

/// <summary>Which workspace the bot is installed in, once Slack has said so. Until then, nobody can be told to belong to it.</summary>
public sealed class InstallationState
{
    private volatile Installation? _current;

    public Installation? Current
    {
        get => _current;
        set => _current = value;
    }
}
