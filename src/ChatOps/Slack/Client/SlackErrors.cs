using System.Collections.Frozen;

namespace ChatOps.Slack.Client;

/// <summary>What Slack's error words mean for us: try again, or not. https://docs.slack.dev/reference/methods/chat.postMessage, "Errors".</summary>
internal static class SlackErrors
{
    /// <summary>Passing faults. True: some of the effect may have taken place.</summary>
    private static readonly FrozenDictionary<string, bool> Passing = new Dictionary<string, bool>
    {
        ["ratelimited"] = false,
        ["rate_limited"] = false,
        ["message_limit_exceeded"] = false,
        ["service_unavailable"] = false,
        ["request_timeout"] = false,
        ["team_added_to_org"] = false,
        ["internal_error"] = true,
        ["fatal_error"] = true,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Advice = new Dictionary<string, string>
    {
        ["not_authed"] = "There is no bot token: set Slack:BotToken.",
        ["invalid_auth"] = "The token is not valid: check Slack:BotToken and Slack:AppToken.",
        ["token_revoked"] = "The token was revoked: install the app again.",
        ["token_expired"] = "The token has expired: install the app again.",
        ["account_inactive"] = "The token's workspace or account is gone: install the app again.",
        ["not_allowed_token_type"] = "This kind of token can't be used here: Slack:BotToken begins with xoxb-, Slack:AppToken with xapp-.",
        ["missing_scope"] = "The app lacks a permission: add it to the app and install it again.",
        ["not_in_channel"] = "Invite the bot to the channel.",
        ["channel_not_found"] = "There is no such channel, or the bot was not invited to it.",
        ["is_archived"] = "The channel is archived.",
    }.ToFrozenDictionary();

    public static bool IsPassing(string error, out bool mayHaveHappened) => Passing.TryGetValue(error, out mayHaveHappened);

    public static string WordsFor(string error, Answer answer)
    {
        var advice = Advice.GetValueOrDefault(error, "");
        var needed = error == "missing_scope" && answer.Needed is { Length: > 0 and < 100 } scope ? $" ({scope})" : "";
        var details = answer.ResponseMetadata?.Messages is { Count: > 0 } messages ? Blocks.Cut.Plain(string.Join("; ", messages), 500) : "";
        return string.Join(' ', new[] { advice + needed, details }.Where(w => w.Length > 0));
    }
}
