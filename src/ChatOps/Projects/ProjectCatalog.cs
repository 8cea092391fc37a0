using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Projects;
using ChatOps.Releases.Evidence;
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

    private static Project Build(string name, ProjectOptions options) => new(
        name,
        [.. options.Channels],
        [.. options.CiStages],
        string.IsNullOrEmpty(options.Artifact) ? null : options.Artifact,
        options.MaxArtifactMegabytes * 1024L * 1024L,
        [.. options.Groups.Select(g => new PeopleGroup(g.Key, g.Value))],
        [.. InOrder(options).Select(e => new EnvironmentPolicy(e.Key, [.. e.Value.After], Approval(e.Value.Approval), Evidence(e.Value.Evidence)) 
        {
            Promotion = Promotion(e.Value), Lock = new(e.Value.Lock.ExpiresAfter, e.Value.Lock.RemindAfter), Windows = [.. e.Value.Windows], Freezes = [.. e.Value.Freezes],
        })],
        options.Evidence.Files.Count > 0 ? [.. options.Evidence.Files] : EvidenceNames.Usual)
    {
        Graph = new(PipelineSettings.Read(options.Pipeline)),
        Tickets = [.. options.Tickets.Values.Select(t => new TicketPattern(t.Pattern, t.Url))],
    };

    private static PromotionPolicy Promotion(EnvironmentOptions options) => new(
        options.PromoteFrom is { Length: > 0 } from ? from : null, options.PromoteAfter, [.. options.PromoteBranches], options.Supersede, [.. options.MaySkip],
        options.RollbackMustBePossible ?? options.Approval.Count > 0);

    private static ApprovalPolicy? Approval(ApprovalOptions options) =>
        options.Count <= 0 ? null : new(options.Group, options.Count, options.NotAuthors, options.ExpiresAfter);

    private static EvidencePolicy? Evidence(EvidenceOptions options) =>
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
