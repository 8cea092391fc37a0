namespace ChatOps.Projects;

/// <summary>The settings under <c>…:Gates</c>: further automatic gates. What is not set is not asked.</summary>
public sealed class GateOptions : CommonGateOptions
{
    /// <summary>How long the release must have served in each of the environments it comes After.</summary>
    public TimeSpan? Soak { get; set; }

    /// <summary>Nothing older than what runs there, of the same branch.</summary>
    public bool OnlyNewer { get; set; }

    /// <summary>Each of the environments it comes After must answer well now.</summary>
    public bool HealthBefore { get; set; }

    /// <summary>The build that the artifact must provably come from.</summary>
    public ProvenanceGateOptions Provenance { get; init; } = new();
}

/// <summary>The settings under <c>…:Gates:Http</c>, one of them.</summary>
public sealed class HttpGateOptions
{
    /// <summary>How people know it, such as open incidents.</summary>
    public string Name { get; set; } = "";

    /// <summary>Asked with GET; 5 seconds are waited for an answer.</summary>
    public string Url { get; set; } = "";

    /// <summary>A header to send, such as Authorization.</summary>
    public string Header { get; set; } = "";

    /// <summary>The name of the environment variable that holds the header's value.</summary>
    public string Secret { get; set; } = "";

    /// <summary>When it passes: a status such as 200, or a place in the JSON and its value, such as $.open = 0. Empty: any status of 200 to 299.</summary>
    public string Passes { get; set; } = "";

    /// <summary>When no answer comes.</summary>
    public WhenUnknown WhenUnknown { get; set; } = WhenUnknown.Wait;
}

/// <summary>The settings under <c>…:Gates:Provenance</c>.</summary>
public sealed class ProvenanceGateOptions
{
    /// <summary>Whose source was built, such as <c>owner/name</c>; empty: nobody asks.</summary>
    public string Repository { get; set; } = "";

    /// <summary>Who must have signed: <c>.github/workflows/release.yml</c> of that repository, or <c>owner/name/path</c>; empty: any of its workflows.</summary>
    public string Workflow { get; set; } = "";

    /// <summary>Where the repository is.</summary>
    public string Server { get; set; } = "https://github.com";

    /// <summary>Who vouches for what the workflow is.</summary>
    public string Issuer { get; set; } = "https://token.actions.githubusercontent.com";

    /// <summary>Where it can't be verified.</summary>
    public WhenUnknown WhenUnknown { get; set; } = WhenUnknown.Wait;
}

public enum WhenUnknown
{
    /// <summary>It is asked again.</summary>
    Wait = 1,

    /// <summary>The answer is no.</summary>
    Refuse,
}
