namespace ChatOps.Slack.Blocks;

/// <summary>https://docs.slack.dev/reference/block-kit/block-elements/button-element.</summary>
/// <param name="Style"><c>primary</c>, <c>danger</c> or null.</param>
public sealed record ButtonElement(string ActionId, TextObject Text, string Value, string? Style = null, ConfirmDialog? Confirm = null)
{
    public string Type { get; } = "button";
}

/// <summary>https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object.</summary>
public sealed record ConfirmDialog(TextObject Title, TextObject Text, TextObject Confirm, TextObject Deny, string? Style = null);

/// <summary>https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element.</summary>
public sealed record TextInputElement(string ActionId, bool Multiline, int MinLength, int MaxLength, bool FocusOnLoad)
{
    public string Type { get; } = "plain_text_input";
}

/// <summary>A modal, see https://docs.slack.dev/reference/views/modal-views.</summary>
/// <param name="PrivateMetadata">Comes back with the submission, unseen.</param>
public sealed record ModalView(
    string CallbackId, TextObject Title, TextObject Submit, TextObject Close, string PrivateMetadata, IReadOnlyList<Block> Blocks)
{
    public string Type { get; } = "modal";
}

/// <summary>What a message shows: the blocks, and the text that stands for them in notifications and for screen readers.</summary>
public sealed record Drawing(string Text, IReadOnlyList<Block> Blocks);
