namespace ChatOps.CiSources.Local;

/// <summary>Where a CI source that is a folder finds its runs.</summary>
public sealed class LocalCiOptions
{
    /// <summary>The folder with <c>runs/</c> and <c>commits.json</c>; relative to the program's own folder.</summary>
    public string Root { get; set; } = "demo/ci";

    /// <summary>The folder for what the bot's own stages make; empty: beside what was shipped.</summary>
    public string Made { get; set; } = "";

    /// <summary>The branch whose newest good run <c>last</c> names.</summary>
    public string DefaultBranch { get; set; } = "main";
}
