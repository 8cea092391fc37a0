namespace ChatOps.Projects;

/// <summary>The settings under <c>Projects:&lt;name&gt;:Evidence</c>.</summary>
public sealed class EvidenceFilesOptions
{
    /// <summary>Patterns of names of artifacts that are evidence, and are never deployed. None: the usual ones.</summary>
    public IList<string> Files { get; init; } = [];
}

/// <summary>The settings under <c>Projects:&lt;name&gt;:Environments:&lt;name&gt;:Evidence</c>: what a release's evidence must say.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Test results are needed.</summary>
    public bool RequireTests { get; set; }

    /// <summary>With <see cref="RequireTests"/>: how many tests may have failed.</summary>
    public int MaxFailedTests { get; set; }

    /// <summary>Findings of a scan are needed.</summary>
    public bool RequireScan { get; set; }

    /// <summary>With <see cref="RequireScan"/>: how many critical findings there may be.</summary>
    public int MaxCritical { get; set; }

    /// <summary>With <see cref="RequireScan"/>: how many high findings there may be; null: they are not counted.</summary>
    public int? MaxHigh { get; set; }

    /// <summary>Percent of the lines that tests must cover; null: not asked for.</summary>
    public int? MinCoverage { get; set; }

    /// <summary>A bill of materials is needed.</summary>
    public bool RequireSbom { get; set; }
}
