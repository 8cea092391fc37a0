namespace ChatOps.Slack.Blocks;

/// <summary>Slack's limits, in its own numbers. Counted here in UTF-16 units after escaping, which is never more generous than Slack.</summary>
/// <remarks>https://docs.slack.dev/reference/block-kit/blocks and the pages below it; the message text's is from
/// https://docs.slack.dev/reference/methods/chat.update, which refuses what chat.postMessage would only cut.</remarks>
public static class Limits
{
    public const int MessageText = 4000;
    public const int MessageBlocks = 50;
    public const int SectionText = 3000;
    public const int FieldText = 2000;
    public const int Fields = 10;
    public const int HeaderText = 150;
    public const int ContextText = 2000;
    public const int ContextElements = 10;
    public const int Actions = 25;
    public const int ButtonValue = 2000;
    public const int ConfirmText = 300;
    public const int ModalTitle = 24;
    public const int PrivateMetadata = 3000;

    /// <summary>Ours: a reason is a sentence or three, and has to fit the card.</summary>
    public const int Reason = 500;
}
