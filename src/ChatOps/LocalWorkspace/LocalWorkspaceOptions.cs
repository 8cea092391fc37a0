namespace ChatOps.LocalWorkspace;

/// <summary>What the local workspace needs to know to stand in for Slack.</summary>
public sealed class LocalWorkspaceOptions
{
    /// <summary>Where messages are kept: the workspace stands for Slack, which does not die with the bot.</summary>
    public required string DataFolder { get; init; }

    /// <summary>What requests to the bot are signed with.</summary>
    public required string SigningSecret { get; init; }

    /// <summary>The token that the bot must show to the Web API.</summary>
    public required string BotToken { get; init; }

    /// <summary>The bot's base address, asked at each request. Null: the first address that the server listens on.</summary>
    public Func<Uri>? BotUrl { get; init; }
}
