namespace ChatOps.Slack;

/// <summary>The settings under <c>Slack</c>.</summary>
public sealed class SlackOptions
{
    public const string Section = "Slack";

    /// <summary>The bot user's token, <c>xoxb-…</c>.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>The app-level token, <c>xapp-…</c>, with <c>connections:write</c>. Set: Socket Mode, no public address needed.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>What Slack signs its requests with. Needed unless Socket Mode is used.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>Slack's Web API; ends with a slash.</summary>
    public string ApiUrl { get; set; } = "https://slack.com/api/";
}
