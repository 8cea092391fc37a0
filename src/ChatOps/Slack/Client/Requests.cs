using ChatOps.Slack.Blocks;

namespace ChatOps.Slack.Client;

/// <summary>Unseen data on a message; the bot finds its own messages again by it. https://docs.slack.dev/messaging/message-metadata.</summary>
internal sealed record MessageMetadata(string EventType, MetadataPayload EventPayload)
{
    public const string Type = "chatops";

    public static MessageMetadata Of(string key) => new(Type, new(key));
}

internal sealed record MetadataPayload(string? Key);

/// <summary>https://docs.slack.dev/reference/methods/chat.postMessage.</summary>
internal sealed record PostMessage(string Channel, string Text, IReadOnlyList<Block> Blocks, string? ThreadTs, MessageMetadata Metadata)
{
    public bool UnfurlLinks { get; }
    public bool UnfurlMedia { get; }
}

/// <summary>https://docs.slack.dev/reference/methods/chat.update.</summary>
internal sealed record UpdateMessage(string Channel, string Ts, string Text, IReadOnlyList<Block> Blocks, MessageMetadata Metadata);

/// <summary>https://docs.slack.dev/reference/methods/chat.postEphemeral.</summary>
internal sealed record PostEphemeral(string Channel, string User, string Text, IReadOnlyList<Block> Blocks);

/// <summary>https://docs.slack.dev/reference/methods/views.open.</summary>
internal sealed record OpenView(string TriggerId, ModalView View);
