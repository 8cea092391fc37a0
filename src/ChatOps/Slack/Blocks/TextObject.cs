namespace ChatOps.Slack.Blocks;

/// <summary>Text in a block, see https://docs.slack.dev/reference/block-kit/composition-objects/text-object.</summary>
/// <param name="Emoji">Plain text only: whether <c>:names:</c> become pictures.</param>
/// <param name="Verbatim">Markup only: true keeps Slack from making links and mentions of what merely looks like them.</param>
public sealed record TextObject(string Type, string Text, bool? Emoji = null, bool? Verbatim = null)
{
    public static TextObject Plain(string text) => new("plain_text", text, Emoji: false);

    /// <param name="markup">Slack markup: what is untrusted in it went through <see cref="Mrkdwn.Safe"/>.</param>
    public static TextObject Markup(string markup) => new("mrkdwn", markup, Verbatim: true);
}
