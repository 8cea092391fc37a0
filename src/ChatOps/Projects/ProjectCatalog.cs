using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Releases.Evidence;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.Extensions.Options;

namespace ChatOps.Projects;

/// <summary>The projects of the settings.</summary>
public sealed class ProjectCatalog
{
    public ProjectCatalog(IOptions<Dictionary<string, ProjectOptions>> options)
    {
        Options = options.Value;
        All = [.. options.Value.Select(p => Build(p.Key, p.Value))];
    }

    public IReadOnlyDictionary<string, ProjectOptions> Options { get; }

    public IReadOnlyList<Project> All { get; }

    public Project? Find(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The projects whose CI is GitHub's for this repository, in any case.</summary>
    public IReadOnlyList<string> BuiltBy(string repository) =>
        [.. Options.Where(p => p.Value.Ci.Kind == CiKind.GitHub && string.Equals(p.Value.Ci.Repository, repository, StringComparison.OrdinalIgnoreCase)).Select(p => p.Key)];

    private static Project Build(string name, ProjectOptions options) => new(
        name,
        [.. options.Channels],
        [.. options.CiStages],
        string.IsNullOrEmpty(options.Artifact) ? null : options.Artifact,
        options.MaxArtifactMegabytes * 1024L * 1024L,
        [.. options.Groups.Select(g => new PeopleGroup(g.Key, g.Value))],
        [.. InOrder(options).Select(e => Environment(options, e.Key, e.Value))],
        options.Evidence.Files.Count > 0 ? [.. options.Evidence.Files] : EvidenceNames.Usual)
    {
        Graph = new(options.PipelineFrom == PipelineFrom.Repository ? [] : PipelineSettings.Read(options.Pipeline)),
        IsBuiltByCi = options.Ci.Kind == CiKind.GitHub,
        CiWorkflow = OrNull(options.Ci.Workflow),
        IsPipelineInRepository = options.PipelineFrom == PipelineFrom.Repository,
        Zone = Zones.TryFind(options.TimeZone, out var zone, out _) ? zone : TimeZoneInfo.Utc,
        Notes = [.. options.Notes.Select(n => new NotesHeading(n.Key, n.Value))],
        Risks = Risks(options),
        Tickets = [.. options.Tickets.Values.Select(t => new TicketPattern(t.Pattern, t.Url))],
    };

    private static IReadOnlyList<Risk> Risks(ProjectOptions options) => [.. options.Risks.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => Risk.Of(r.Key, r.Value))];

    private static PromotionPolicy Promotion(EnvironmentOptions options) => new(
        options.PromoteFrom is { Length: > 0 } from ? from : null, options.PromoteAfter, [.. options.PromoteBranches], options.Supersede, [.. options.MaySkip],
        options.RollbackMustBePossible ?? options.Approval.Count > 0);

    private static EnvironmentPolicy Environment(ProjectOptions project, string name, EnvironmentOptions options)
    {
        var policy = new EnvironmentPolicy(name, [.. options.After], Approval(options.Approval), Evidence(options.Evidence))
        {
            Promotion = Promotion(options), Lock = new(options.Lock.ExpiresAfter, options.Lock.RemindAfter), Windows = [.. options.Windows], Freezes = [.. options.Freezes],
            Emergency = options.Emergency.Group.Length == 0
                ? null
                : new(options.Emergency.Group, options.Emergency.ReviewWithin, options.Emergency.Channel is { Length: > 0 } channel ? channel : project.Channels.FirstOrDefault()),
            Gates = Gates(options.Gates), Risks = Risks(project),
        };
        // Whatever the policy holds is in its version: none of it can change unseen.
        return policy with
        {
            Version = Digest.Of(JsonSerializer.SerializeToUtf8Bytes(policy, Json.Default.EnvironmentPolicy)).Hex,
            Target = Digest.Of(JsonSerializer.SerializeToUtf8Bytes(options.Target, TargetJson.Default.TargetOptions)).Hex,
        };
    }

    private static ApprovalPolicy? Approval(ApprovalOptions options)
    {
        var rest = new ApprovalPolicy(
            options.Group, options.Count, options.NotAuthors, options.ExpiresAfter, Parts: null, options.InOrder,
            options.Conditions.Count > 0 ? [.. options.Conditions] : null, options.ReasonNeeded, options.MoreForRisks);
        if (options.Parts.Count == 0) return options.Count <= 0 ? null : rest;
        return rest with
        {
            Group = options.Parts[^1].Group,
            Quorum = options.Parts.Sum(p => p.Count),
            Parts = [.. options.Parts.Select(p => new ApprovalPart(p.Group, p.Count))],
        };
    }

    private static GatePolicy? Gates(GateOptions options)
    {
        var gates = new GatePolicy(
            OrNull(options.Branches), options.MinAge, options.MaxAge, options.Soak, options.MaxCommits, options.OnlyNewer, options.WaitFor,
            options.HealthBefore, OrNull([.. options.Http.Select(Http)]), Provenance(options.Provenance));
        return gates == new GatePolicy() ? null : gates;
    }

    private static ProvenancePolicy? Provenance(ProvenanceGateOptions options) => options.Repository.Length == 0 ? null : new(
        options.Repository, OrNull(options.Workflow), options.Server.TrimEnd('/'), options.Issuer, options.WhenUnknown == WhenUnknown.Refuse);

    internal static HttpGate Http(HttpGateOptions options) => new(
        options.Name, options.Url, OrNull(options.Header), OrNull(options.Secret), OrNull(options.Passes), options.WhenUnknown == WhenUnknown.Refuse);

    internal static string? OrNull(string text) => text.Length == 0 ? null : text;

    internal static IReadOnlyList<T>? OrNull<T>(IList<T> list) => list.Count == 0 ? null : [.. list];

    internal static EvidencePolicy? Evidence(EvidenceOptions options) =>
        options.RequireTests || options.RequireScan || options.MinCoverage is not null || options.RequireSbom
            ? new(options.RequireTests, options.MaxFailedTests, options.RequireScan, options.MaxCritical, options.MaxHigh, options.MinCoverage, options.RequireSbom)
            : null;

    // Settings have no order of their own: environments come after those they need.
    private static IEnumerable<KeyValuePair<string, EnvironmentOptions>> InOrder(ProjectOptions options) =>
        options.Environments.OrderBy(e => Depth(options, e.Key, options.Environments.Count)).ThenBy(e => e.Key, StringComparer.Ordinal);

    private static int Depth(ProjectOptions options, string name, int limit) =>
        limit <= 0 || !options.Environments.TryGetValue(name, out var environment) || environment.After.Count == 0
            ? 0
            : 1 + environment.After.Max(before => Depth(options, before, limit - 1));
}

[JsonSerializable(typeof(TargetOptions))]
internal sealed partial class TargetJson : JsonSerializerContext;
