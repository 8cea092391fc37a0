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

    /// <summary>The stages around the deployments, as a graph. Environments keep their own protection, whatever the pipeline says.</summary>
    public IList<StageOptions> Pipeline { get; init; } = [];

    /// <summary>Where the stages are: here, or in <c>.chatops.yml</c> on the repository's default branch. Protection is here in either case.</summary>
    public PipelineFrom PipelineFrom { get; set; } = PipelineFrom.Settings;

    /// <summary>With <c>Repository</c>: the references to secrets that stages there may use, such as <c>env:SHOP_TOKEN</c>.</summary>
    public IList<string> PipelineSecrets { get; init; } = [];

    /// <summary>The artifact to deploy; may be left out when a run makes just one.</summary>
    public string? Artifact { get; set; }

    /// <summary>Holds where somebody types a time without a zone; an IANA name such as <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Artifacts above this size are refused.</summary>
    public int MaxArtifactMegabytes { get; set; } = 4096;

    public EvidenceFilesOptions Evidence { get; init; } = new();

    /// <summary>Group name to members: user ids (U…), user group ids (S…) or user group handles (@approvers).</summary>
    public IDictionary<string, string[]> Groups { get; init; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How commits name tickets, and where people read those. By any name, or as a list.</summary>
    public IDictionary<string, TicketOptions> Tickets { get; init; } = new Dictionary<string, TicketOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Changes that are worth a second look: how people know them, to patterns of files such as <c>migrations/**</c>, and labels of pull requests such as <c>label:breaking</c>.</summary>
    public IDictionary<string, string[]> Risks { get; init; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Heading of release notes to the labels of pull requests that belong under it. Where there is none the usual ones hold.</summary>
    public IDictionary<string, string[]> Notes { get; init; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    public IDictionary<string, EnvironmentOptions> Environments { get; init; } = new Dictionary<string, EnvironmentOptions>(StringComparer.OrdinalIgnoreCase);
}

public enum PipelineFrom
{
    Settings = 1,
    Repository,
}

/// <summary>The settings under <c>Projects:&lt;name&gt;:Tickets:&lt;name&gt;</c>.</summary>
public sealed class TicketOptions
{
    /// <summary>A regular expression for a ticket's name, such as <c>SHOP-\d+</c>.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>Where the ticket is read; <c>{0}</c> stands for its name.</summary>
    public string Url { get; set; } = "";
}

/// <summary>The settings under <c>Projects:&lt;name&gt;:Ci</c>.</summary>
public sealed class CiOptions
{
    /// <summary><c>Local</c>: a folder laid out as CI leaves it. <c>GitHub</c>: GitHub Actions.</summary>
    public CiKind Kind { get; set; } = CiKind.Local;

    /// <summary><c>Local</c>: the folder; a relative one is beside the program.</summary>
    public string Root { get; set; } = "";

    /// <summary><c>GitHub</c>: the repository, <c>owner/name</c>.</summary>
    public string Repository { get; set; } = "";

    /// <summary><c>GitHub</c>: the file name of the workflow whose runs are releases, such as <c>ci.yml</c>; empty: of all.</summary>
    public string Workflow { get; set; } = "";

    /// <summary><c>GitHub</c>: deployments are shown there too, under the repository's environments.</summary>
    public bool ShowDeployments { get; set; } = true;
}

public enum CiKind
{
    Local = 1,
    GitHub,
}

/// <summary>The settings under <c>Projects:&lt;name&gt;:Environments:&lt;name&gt;</c>.</summary>
public sealed class EnvironmentOptions
{
    /// <summary>Environments that the very same bytes must have passed before.</summary>
    public IList<string> After { get; init; } = [];

    public ApprovalOptions Approval { get; init; } = new();

    /// <summary>One of <see cref="After"/>: what succeeds there goes on to here by itself.</summary>
    public string? PromoteFrom { get; set; }

    /// <summary>How long it must have run there before.</summary>
    public TimeSpan PromoteAfter { get; set; }

    /// <summary>Only releases of these branches go on by themselves, <c>*</c> standing for anything; empty: all.</summary>
    public IList<string> PromoteBranches { get; init; } = [];

    /// <summary>A newer release of a branch ends older ones of it that have not begun.</summary>
    public bool Supersede { get; set; }

    /// <summary>Those of <see cref="After"/> that a hotfix may skip.</summary>
    public IList<string> MaySkip { get; init; } = [];

    /// <summary>No deployment begins when what it replaces could not be put back; null: so where people are asked.</summary>
    public bool? RollbackMustBePossible { get; set; }

    public EvidenceOptions Evidence { get; init; } = new();

    public LockOptions Lock { get; init; } = new();

    /// <summary>When it may be deployed to, such as <c>Mon-Thu 09:00-16:00 Europe/Berlin</c>; none: always.</summary>
    public IList<string> Windows { get; init; } = [];

    /// <summary>Planned times in which it may not, such as <c>2026-12-20 to 2027-01-06 Europe/Berlin: year's end</c>.</summary>
    public IList<string> Freezes { get; init; } = [];

    public EmergencyOptions Emergency { get; init; } = new();

    public GateOptions Gates { get; init; } = new();

    public TargetOptions Target { get; init; } = new();
}

/// <summary>The settings under <c>…:Target</c>.</summary>
public sealed class TargetOptions
{
    /// <summary><c>LocalProcesses</c>: processes on this machine behind one port. <c>GitHubWorkflow</c>: a workflow on GitHub deploys.</summary>
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

    /// <summary><c>GitHubWorkflow</c>: the file name of the workflow that deploys, such as <c>deploy.yml</c>.</summary>
    public string Workflow { get; set; } = "";

    /// <summary><c>GitHubWorkflow</c>: how long it may take, waiting for its turn and for reviewers included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary><c>GitHubWorkflow</c>: where the environment is served, for people and for stages; empty: not known.</summary>
    public string Url { get; set; } = "";

    /// <returns>Where the environment is served; null: not known.</returns>
    public Uri? ServedAt() => Kind == TargetKind.LocalProcesses ? new($"http://127.0.0.1:{Port}/") : Url.Length > 0 ? new(Url) : null;
}

public enum TargetKind
{
    LocalProcesses = 1,
    GitHubWorkflow,
}
