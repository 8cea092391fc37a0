using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Projects;

/// <summary>The settings of one stage, under <c>Projects:&lt;name&gt;:Pipeline:&lt;number&gt;</c>, or an entry of <c>stages</c> in the repository's <c>.chatops.yml</c>.</summary>
public sealed class StageOptions
{
    public string Name { get; set; } = "";

    public StageKindOption Kind { get; set; }

    /// <summary>Stages that must have ended well before this one begins.</summary>
    public IList<string> Needs { get; init; } = [];

    public WhenOptions When { get; init; } = new();

    /// <summary>How long one try may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    public RetryOptions Retry { get; init; } = new();

    /// <summary>Left out: back to what ran before, behind a deployment; the end of the run, elsewhere.</summary>
    public OnFailure? OnFailure { get; set; }

    /// <summary>The group whose members may skip this stage, with a reason; empty: nobody.</summary>
    public string MaySkip { get; set; } = "";

    /// <summary>What must hold before each try. A <c>Deploy</c> stage has the gates of its environment.</summary>
    public StageGateOptions Gates { get; init; } = new();

    /// <summary>For <c>Deploy</c>: the environment.</summary>
    public string To { get; set; } = "";

    /// <summary>For <c>Script</c> and <c>Verify</c>: the program and its arguments, one entry each; no shell reads them.</summary>
    public IList<string> Command { get; init; } = [];

    /// <summary>Environment variables of the command.</summary>
    public IDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Environment variables of the command whose values are references to secrets: <c>env:NAME</c> or <c>file:/path</c>.</summary>
    public IDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Patterns of files in the work folder that later stages get; before the release they become its artifacts.</summary>
    public IList<string> Outputs { get; init; } = [];

    public LimitOptions Limits { get; init; } = new();

    /// <summary>For <c>Http</c> and <c>Verify</c>: what is called. <c>{url}</c> is the environment's address.</summary>
    public string Url { get; set; } = "";

    public string Method { get; set; } = "GET";

    /// <summary>Sent as JSON; empty: nothing is.</summary>
    public string Body { get; set; } = "";

    /// <summary>Header names to values; <c>env:NAME</c> and <c>file:/path</c> are references to secrets.</summary>
    public IDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How an <c>Http</c> stage is known to have ended.</summary>
    public HttpDone Done { get; set; } = HttpDone.Answer;

    /// <summary>For <c>Poll</c>: what is asked; empty: <see cref="Url"/> again.</summary>
    public string PollUrl { get; set; } = "";

    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For <c>Ci</c> and <c>Verify</c>: the workflow at the CI provider.</summary>
    public string Workflow { get; set; } = "";

    /// <summary>For <c>Ci</c>: what the workflow is given.</summary>
    public IDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For <c>Evidence</c>: what must be there, and how good.</summary>
    public EvidenceOptions Evidence { get; init; } = new();

    /// <summary>For <c>Wait</c>: how long.</summary>
    public TimeSpan? For { get; set; }

    /// <summary>For <c>Approval</c>: who is asked.</summary>
    public StageApprovalOptions Approval { get; init; } = new();
}

public enum StageKindOption
{
    /// <summary>Nothing was chosen.</summary>
    None = 0,
    Ci,
    Script,
    Http,
    Evidence,
    Deploy,
    Verify,
    Wait,
    Approval,
}

/// <summary>The settings of a stage under <c>…:Approval</c>.</summary>
public sealed class StageApprovalOptions
{
    /// <summary>One of the project's groups.</summary>
    public string Group { get; set; } = "approvers";

    /// <summary>How many different people must say yes, the requester never counting.</summary>
    public int Count { get; set; } = 1;

    /// <summary>An unanswered question fails the stage after this time.</summary>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromHours(24);
}

/// <summary>The settings under <c>…:When</c>. All that is named must hold.</summary>
public sealed class WhenOptions
{
    /// <summary>Patterns such as <c>release/*</c>.</summary>
    public IList<string> Branches { get; init; } = [];

    /// <summary>Patterns for the release's version.</summary>
    public IList<string> Versions { get; init; } = [];

    /// <summary>Patterns for changed files, such as <c>migrations/**</c>.</summary>
    public IList<string> Paths { get; init; } = [];

    /// <summary>Earlier stages and the state each must have: <c>Passed</c>, <c>Failed</c>, <c>Skipped</c>.</summary>
    public IDictionary<string, StageState> Results { get; init; } = new Dictionary<string, StageState>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The settings under <c>…:Retry</c>.</summary>
public sealed class RetryOptions
{
    /// <summary>How many more tries.</summary>
    public int Count { get; set; }

    /// <summary>Before the second try; it doubles with each further one.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The outcomes that are worth another try; none named: <c>Failed</c> and <c>TimedOut</c>.</summary>
    public IList<StageOutcome> On { get; init; } = [];
}

/// <summary>The settings under <c>…:Limits</c>, for commands.</summary>
public sealed class LimitOptions
{
    /// <summary>Of all its processes together.</summary>
    public int MemoryMegabytes { get; set; } = 4096;

    /// <summary>What is kept of its output; the rest is counted and dropped.</summary>
    public int OutputKilobytes { get; set; } = 5120;

    /// <summary>How many at once.</summary>
    public int Processes { get; set; } = 512;
}
