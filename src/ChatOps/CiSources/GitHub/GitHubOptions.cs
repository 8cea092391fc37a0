namespace ChatOps.CiSources.GitHub;

/// <summary>The settings under <c>GitHub</c>.</summary>
public sealed class GitHubOptions
{
    public const string Section = "GitHub";

    /// <summary>GitHub's REST API; for GitHub Enterprise Server <c>https://host/api/v3</c>.</summary>
    public string ApiUrl { get; set; } = "https://api.github.com";

    /// <summary>A fine-grained or classic token. Or an App is set up instead.</summary>
    public string Token { get; set; } = "";

    /// <summary>The App's id or client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The file with the App's private key, as GitHub gave it (PEM).</summary>
    public string PrivateKeyPath { get; set; } = "";

    /// <summary>The client id of an App (GitHub's or OAuth) that has the device flow enabled: by it people link their accounts. It needs no secret.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What GitHub signs its webhooks with. Without it none is taken.</summary>
    public string WebhookSecret { get; set; } = "";
}
