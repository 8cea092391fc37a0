using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Projects;

/// <summary>What is released: its CI, its environments, and who may decide. Read from the settings; a run captures what it needs when it starts.</summary>
/// <param name="Channels">Ids or names of the channels bound to this project: there, commands need no project name.</param>
/// <param name="CiStages">Names of the CI jobs that are shown as stages and must have passed.</param>
/// <param name="Artifact">The name of the artifact that is deployed; null if a release has just one.</param>
/// <param name="MaxArtifactBytes">Artifacts above this size are refused.</param>
/// <param name="EvidenceFiles">Patterns of names of artifacts that are evidence, such as <c>*junit*.xml</c>; null for none.</param>
public sealed record Project(
    string Name,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> CiStages,
    string? Artifact,
    long MaxArtifactBytes,
    IReadOnlyList<PeopleGroup> Groups,
    IReadOnlyList<EnvironmentPolicy> Environments,
    IReadOnlyList<string>? EvidenceFiles = null)
{
    /// <summary>The stages around its deployments; empty if it has none of its own.</summary>
    public PipelineGraph Graph { get; init; } = new([]);

    /// <summary>The stages are in the project's repository: each run reads them there, and <see cref="Graph"/> is empty.</summary>
    public bool IsPipelineInRepository { get; init; }

    /// <summary>Its CI takes no runs from outside: whatever is released was built there, also in a run from the source.</summary>
    public bool IsBuiltByCi { get; init; }

    /// <summary>The workflow whose runs are releases; null: those of every workflow.</summary>
    public string? CiWorkflow { get; init; }

    /// <summary>How commits name tickets.</summary>
    public IReadOnlyList<TicketPattern> Tickets { get; init; } = [];

    /// <summary>Changes that are worth a second look.</summary>
    public IReadOnlyList<Risk> Risks { get; init; } = [];

    /// <summary>Its own headings of release notes, beside the usual ones.</summary>
    public IReadOnlyList<NotesHeading> Notes { get; init; } = [];

    /// <summary>Holds where somebody types a time without a zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public EnvironmentPolicy? Find(string environment) =>
        Environments.FirstOrDefault(e => string.Equals(e.Name, environment, StringComparison.OrdinalIgnoreCase));

    /// <summary>The groups that decide somewhere in this project.</summary>
    public IReadOnlyList<string> Approvers => [.. Environments.Select(e => e.Approval?.Group).OfType<string>().Distinct()];

    /// <summary>The groups that decide on this environment; those of the whole project where nobody is asked.</summary>
    public IReadOnlyList<string> ApproversOf(EnvironmentPolicy environment) => environment.Approval is { } approval ? [approval.Group] : Approvers;

    public bool IsBoundTo(string channelId, string channelName) =>
        Channels.Any(c => c == channelId || (channelName.Length > 0 && string.Equals(c.TrimStart('#'), channelName, StringComparison.OrdinalIgnoreCase)));
}
