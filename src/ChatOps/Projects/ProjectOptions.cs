namespace ChatOps.Projects;

/// <summary>The settings under <c>Projects:&lt;name&gt;</c>.</summary>
public sealed class ProjectOptions
{
    public const string Section = "Projects";

    /// <summary>Ids or names of the channels bound to this project: there, commands need no project name.</summary>
    public IList<string> Channels { get; init; } = [];

    public CiOptions Ci { get; init; } = new();

    /// <summary>Names of the CI jobs that are shown as stages and must have passed.</summary>
    public IList<string> CiStages { get; init; } = [];

    /// <summary>The artifact to deploy; may be left out when a run makes just one.</summary>
    public string? Artifact { get; set; }

    /// <summary>Artifacts above this size are refused.</summary>
    public int MaxArtifactMegabytes { get; set; } = 4096;

    /// <summary>Group name to members: user ids (U…), user group ids (S…) or user group handles (@approvers).</summary>
    public IDictionary<string, string[]> Groups { get; init; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    public IDictionary<string, EnvironmentOptions> Environments { get; init; } = new Dictionary<string, EnvironmentOptions>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The settings under <c>Projects:&lt;name&gt;:Ci</c>.</summary>
public sealed class CiOptions
{
    /// <summary><c>Local</c>: a folder laid out as CI leaves it.</summary>
    public CiKind Kind { get; set; } = CiKind.Local;

    /// <summary>The folder; a relative one is beside the program.</summary>
    public string Root { get; set; } = "";
}

public enum CiKind
{
    Local = 1,
}

/// <summary>The settings under <c>Projects:&lt;name&gt;:Environments:&lt;name&gt;</c>.</summary>
public sealed class EnvironmentOptions
{
    /// <summary>Environments that the very same bytes must have passed before.</summary>
    public IList<string> After { get; init; } = [];

    public ApprovalOptions Approval { get; init; } = new();

    public EmergencyOptions Emergency { get; init; } = new();

    public GateOptions Gates { get; init; } = new();

    public TargetOptions Target { get; init; } = new();
}

/// <summary>The settings under <c>…:Target</c>.</summary>
public sealed class TargetOptions
{
    /// <summary><c>LocalProcesses</c>: processes on this machine behind one port.</summary>
    public TargetKind Kind { get; set; } = TargetKind.LocalProcesses;

    /// <summary>Where the environment is served, on 127.0.0.1.</summary>
    public int Port { get; set; }

    /// <summary>The program and its arguments, run in the unpacked artifact's folder. It is told its port by the variable PORT.</summary>
    public IList<string> Command { get; init; } = [];

    /// <summary>Answers 200 when the instance can take traffic.</summary>
    public string HealthPath { get; set; } = "/health";

    /// <summary>Answers JSON with <c>run</c>, <c>version</c> and <c>digest</c>.</summary>
    public string VersionPath { get; set; } = "/version";

    /// <summary>How long a new instance may take to become healthy.</summary>
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long requests under way may take before the old instance is stopped all the same.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

public enum TargetKind
{
    LocalProcesses = 1,
}
