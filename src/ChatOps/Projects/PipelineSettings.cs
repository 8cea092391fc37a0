using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Projects;

/// <summary>From the settings of stages to the stages; and what is wrong with them, each with its key.</summary>
internal static class PipelineSettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    public static IReadOnlyList<StageDefinition> Read(IEnumerable<StageOptions> stages) => [.. stages.Select(Read)];

    /// <param name="key">Where the stages stand, such as <c>Projects:shop:Pipeline</c>.</param>
    public static IEnumerable<string> Faults(string key, IReadOnlyList<StageOptions> stages, ProjectOptions project)
    {
        var faults = stages.SelectMany((stage, i) => Faults($"{key}:{i}", stage, project)).ToList();
        if (faults.Count > 0) return faults;
        var definitions = Read(stages).ToList();
        return PipelineGraph.Faults(definitions).Select(f => $"{key}:{definitions.FindIndex(d => d.Name == f.Stage)} ({f.Stage}) {f.Words}.");
    }

    /// <summary>Where CI builds: what is wrong with the stages that make a release.</summary>
    /// <param name="stages">Without other faults.</param>
    public static IEnumerable<string> FaultsOfMaking(string key, IReadOnlyList<StageOptions> stages, ProjectOptions project)
    {
        if (project.Ci.Kind != CiKind.GitHub || stages.Count == 0) yield break;
        var definitions = Read(stages).ToList();
        if (ReleaseMaker.Fault(new PipelineGraph(definitions), ProjectCatalog.OrNull(project.Ci.Workflow)) is var (stage, words))
            yield return $"{key}:{definitions.FindIndex(d => d.Name == stage)} ({stage}) {words}.";
    }

    private static IEnumerable<string> Faults(string key, StageOptions stage, ProjectOptions project)
    {
        if (string.IsNullOrWhiteSpace(stage.Name)) yield return $"{key}:Name is missing.";
        if (stage.Name.Contains('/', StringComparison.Ordinal) || stage.Name.Any(char.IsControl)) yield return $"{key}:Name must not hold a slash or a control character.";
        if (stage.Name.Length > 60) yield return $"{key}:Name is longer than 60 characters.";
        if (stage.Kind == StageKindOption.None) yield return $"{key}:Kind is missing. It is one of {string.Join(", ", Enum.GetNames<StageKindOption>().Skip(1))}.";
        if (stage.Timeout <= TimeSpan.Zero || stage.Timeout > Longest) yield return $"{key}:Timeout must be above 0, and {Longest.TotalDays:0} days at most.";
        if (stage.Retry.Count is < 0 or > 10) yield return $"{key}:Retry:Count must be between 0 and 10.";
        if (stage.Retry.Pause < TimeSpan.Zero || stage.Retry.Pause > LongestPause) yield return $"{key}:Retry:Pause must not be below 0, nor above {LongestPause.TotalDays:0} day.";
        if (stage.MaySkip.Length > 0 && !project.Groups.ContainsKey(stage.MaySkip)) yield return $"{key}:MaySkip is {stage.MaySkip}, which is no group of this project.";
        foreach (var (name, reference) in stage.Secrets)
            if (!SecretReference.IsOne(reference)) yield return $"{key}:Secrets:{name} is no reference. Write env:NAME or file:/path; the secret itself does not belong in the settings.";
        foreach (var fault in OfItsKind(key, stage, project)) yield return fault;
    }

    private static IEnumerable<string> OfItsKind(string key, StageOptions stage, ProjectOptions project)
    {
        switch (stage.Kind)
        {
            case StageKindOption.Script when stage.Command.Count == 0:
                yield return $"{key}:Command is missing: the program and its arguments, one entry each.";
                break;
            case StageKindOption.Script or StageKindOption.Verify when stage.Limits.MemoryMegabytes <= 0 || stage.Limits.OutputKilobytes <= 0 || stage.Limits.Processes <= 0:
                yield return $"{key}:Limits must be above 0.";
                break;
            case StageKindOption.Http when !IsAddress(stage.Url):
                yield return $"{key}:Url is no address. It begins with http://, https:// or {{url}}.";
                break;
            case StageKindOption.Http when stage.PollEvery < TimeSpan.FromSeconds(1) || stage.PollEvery > Longest:
                yield return $"{key}:PollEvery must be at least a second.";
                break;
            case StageKindOption.Http when stage.PollUrl.Length > 0 && !IsAddress(stage.PollUrl):
                yield return $"{key}:PollUrl is no address. It begins with http://, https:// or {{url}}.";
                break;
            case StageKindOption.Http when !stage.Name.All(char.IsAscii):
                yield return $"{key}:Name must be plain ASCII for this kind of stage: it is sent in a header.";
                break;
            case StageKindOption.Http or StageKindOption.Verify when stage.Url.Length > 0 && (stage.Method.Length == 0 || !stage.Method.All(char.IsAsciiLetter)):
                yield return $"{key}:Method must be a word such as GET or POST.";
                break;
            case StageKindOption.Ci when stage.Workflow.Length == 0:
                yield return $"{key}:Workflow is missing.";
                break;
            case StageKindOption.Ci or StageKindOption.Verify when stage.Workflow.Length > 0 && stage.Outputs.Any(o => o.Length == 0 || o.Contains('/', StringComparison.Ordinal)):
                yield return $"{key}:Outputs must hold names of artifacts, such as test-results or *-report; * stands for any characters.";
                break;
            case StageKindOption.Ci or StageKindOption.Verify when ProjectCatalog.Evidence(stage.Evidence) is not null && (stage.Workflow.Length == 0 || stage.Outputs.Count == 0):
                yield return $"{key}:Evidence is looked for in what the workflow's run uploads: name those artifacts in Outputs.";
                break;
            case StageKindOption.Deploy when !project.Environments.ContainsKey(stage.To):
                yield return $"{key}:To is {(stage.To.Length == 0 ? "missing" : $"{stage.To}, which is no environment of this project")}.";
                break;
            case StageKindOption.Verify when new[] { stage.Command.Count > 0, stage.Url.Length > 0, stage.Workflow.Length > 0 }.Count(there => there) != 1:
                yield return $"{key} needs one of Command, Url and Workflow: how to verify.";
                break;
            case StageKindOption.Verify when stage.Url.Length > 0 && !IsAddress(stage.Url):
                yield return $"{key}:Url is no address. It begins with http://, https:// or {{url}}.";
                break;
            case StageKindOption.Evidence when ProjectCatalog.Evidence(stage.Evidence) is null:
                yield return $"{key}:Evidence asks for nothing. Set RequireTests, RequireScan, MinCoverage or RequireSbom.";
                break;
            case StageKindOption.Wait when stage.For is not { } soak || soak <= TimeSpan.Zero || soak > Longest:
                yield return $"{key}:For must be above 0, and {Longest.TotalDays:0} days at most.";
                break;
            case StageKindOption.Approval when stage.Approval.Count <= 0 || !project.Groups.ContainsKey(stage.Approval.Group) || stage.Approval.ExpiresAfter <= TimeSpan.Zero || stage.Approval.ExpiresAfter > Longest:
                yield return $"{key}:Approval must name one of the project's groups and a Count and ExpiresAfter above 0, and {Longest.TotalDays:0} days at most.";
                break;
        }
    }

    private static bool IsAddress(string url) =>
        url.StartsWith("{url}", StringComparison.Ordinal) || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");

    private static StageDefinition Read(StageOptions o) => new(
        o.Name.Trim(), KindOf(o.Kind), [.. o.Needs], When(o.When), o.Timeout,
        new(o.Retry.Count, o.Retry.Pause, o.Retry.On.Count > 0 ? [.. o.Retry.On] : [StageOutcome.Failed, StageOutcome.TimedOut]),
        o.OnFailure ?? OnFailure.RollBack,
        o.MaySkip.Length > 0 ? o.MaySkip : null)
    {
        Environment = o.Kind == StageKindOption.Deploy ? o.To : null,
        Script = o.Command.Count == 0 ? null : new(
            [.. o.Command], new Dictionary<string, string>(o.Environment), new Dictionary<string, string>(o.Secrets), [.. o.Outputs],
            new(o.Limits.MemoryMegabytes, o.Limits.OutputKilobytes, o.Limits.Processes)),
        Http = o.Url.Length == 0 ? null : new(
            o.Method.ToUpperInvariant(), o.Url, o.Body.Length > 0 ? o.Body : null, new Dictionary<string, string>(o.Headers), o.Done, o.PollUrl.Length > 0 ? o.PollUrl : null, o.PollEvery),
        Ci = o.Workflow.Length == 0 ? null : new(o.Workflow, new Dictionary<string, string>(o.Inputs)) { Outputs = ProjectCatalog.OrNull(o.Outputs) },
        Evidence = o.Kind is StageKindOption.Evidence or StageKindOption.Ci or StageKindOption.Verify ? ProjectCatalog.Evidence(o.Evidence) : null,
        WaitFor = o.Kind == StageKindOption.Wait ? o.For : null,
        Approval = o.Kind == StageKindOption.Approval ? new ApprovalPolicy(o.Approval.Group, o.Approval.Count, NotAuthors: false, o.Approval.ExpiresAfter) : null,
        Gates = Gates(o.Gates),
    };

    /// <returns>Null: none is set.</returns>
    internal static StageGates? Gates(StageGateOptions o)
    {
        var gates = new StageGates(
            ProjectCatalog.OrNull(o.Branches), o.MinAge, o.MaxAge, o.MaxCommits, o.WaitFor, ProjectCatalog.OrNull(o.Windows), ProjectCatalog.OrNull([.. o.Http.Select(ProjectCatalog.Http)]));
        return gates == new StageGates() ? null : gates;
    }

    private static StageCondition? When(WhenOptions o) => o.Branches.Count + o.Versions.Count + o.Paths.Count + o.Results.Count == 0
        ? null
        : new([.. o.Branches], [.. o.Versions], [.. o.Paths], new Dictionary<string, StageState>(o.Results, StringComparer.OrdinalIgnoreCase));

    private static StageKind KindOf(StageKindOption kind) => kind switch
    {
        StageKindOption.Ci => StageKind.CiWork,
        StageKindOption.Script => StageKind.Script,
        StageKindOption.Http => StageKind.Http,
        StageKindOption.Evidence => StageKind.Evidence,
        StageKindOption.Deploy => StageKind.Deploy,
        StageKindOption.Verify => StageKind.SmokeTest,
        StageKindOption.Wait => StageKind.Wait,
        _ => StageKind.Approval,
    };
}
