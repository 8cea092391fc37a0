using ChatOps.Environments;
using ChatOps.Projects;

namespace ChatOps.Hosting;

/// <summary>Who decides, who may break the glass, and the further gates.</summary>
internal static partial class SettingsCheck
{
    private const int MostConditions = 5;
    private const int LongestCondition = 150;

    private static void Approval(string key, ApprovalOptions approval, ProjectOptions project, List<string> faults)
    {
        if (approval.Count < 0) faults.Add($"{key}:Count is below 0.");
        if (approval.Parts.Count == 0 && approval.Count > 0 && IsNobody(approval.Group, project))
            faults.Add($"{key}:Group is {approval.Group}, and the project's Groups have nobody in it.");
        for (var i = 0; i < approval.Parts.Count; i++)
        {
            if (IsNobody(approval.Parts[i].Group, project)) faults.Add($"{key}:Parts:{i}:Group is {approval.Parts[i].Group}, and the project's Groups have nobody in it.");
            if (approval.Parts[i].Count < 1) faults.Add($"{key}:Parts:{i}:Count must be above 0.");
        }

        if (approval.Parts.DistinctBy(p => p.Group).Count() < approval.Parts.Count) faults.Add($"{key}:Parts names a group twice; give it one part with a higher Count.");
        if (approval.InOrder && approval.Parts.Count < 2) faults.Add($"{key}:InOrder is true, but there are no Parts that could come one after the other.");
        if (approval.MoreForRisks && project.Risks.Count == 0) faults.Add($"{key}:MoreForRisks has no effect: the project names no Risks.");
        if (approval.ExpiresAfter <= TimeSpan.Zero) faults.Add($"{key}:ExpiresAfter must be above 0.");
        if (approval.Conditions.Count > MostConditions) faults.Add($"{key}:Conditions holds {approval.Conditions.Count}, and at most {MostConditions} are asked for.");
        if (approval.Conditions.Any(c => string.IsNullOrWhiteSpace(c) || c.Length > LongestCondition || c.Contains('\n')))
            faults.Add($"{key}:Conditions must be one line each, of at most {LongestCondition} characters.");
    }

    private static void Emergency(string key, EmergencyOptions emergency, ProjectOptions project, List<string> faults)
    {
        if (emergency.Group.Length > 0 && IsNobody(emergency.Group, project)) faults.Add($"{key}:Group is {emergency.Group}, and the project's Groups have nobody in it.");
        if (emergency.ReviewWithin <= TimeSpan.Zero) faults.Add($"{key}:ReviewWithin must be above 0.");
    }

    private static void Gates(string key, GateOptions gates, EnvironmentOptions environment, List<string> faults)
    {
        CommonGates(key, gates, faults);
        if (gates.Soak <= TimeSpan.Zero) faults.Add($"{key}:Soak must be above 0; leave it out if it is not wanted.");
        if ((gates.Soak is not null || gates.HealthBefore) && environment.After.Count == 0)
            faults.Add($"{key}:{(gates.Soak is not null ? "Soak" : "HealthBefore")} looks at the environments before, and After names none.");
        Provenance($"{key}:Provenance", gates.Provenance, faults);
    }

    private static void CommonGates(string key, CommonGateOptions gates, List<string> faults)
    {
        if (gates.Branches.Any(string.IsNullOrWhiteSpace)) faults.Add($"{key}:Branches holds an empty pattern; write main, or release/*.");
        foreach (var (name, length) in new[] { ("MinAge", gates.MinAge), ("MaxAge", gates.MaxAge), ("WaitFor", gates.WaitFor) })
            if (length <= TimeSpan.Zero) faults.Add($"{key}:{name} must be above 0; leave it out if it is not wanted.");
        if (gates.MinAge >= gates.MaxAge) faults.Add($"{key}:MinAge is not below MaxAge, so no release could ever pass.");
        if (gates.MaxCommits < 1) faults.Add($"{key}:MaxCommits must be above 0; leave it out if it is not wanted.");
        for (var i = 0; i < gates.Http.Count; i++) Http($"{key}:Http:{i}", gates.Http[i], faults);
        if (gates.Http.DistinctBy(h => h.Name).Count() < gates.Http.Count) faults.Add($"{key}:Http has two of one Name.");
    }

    private static void Provenance(string key, ProvenanceGateOptions provenance, List<string> faults)
    {
        if (provenance.Repository.Length == 0)
        {
            if (provenance.Workflow.Length > 0) faults.Add($"{key}:Workflow has no effect without Repository.");
            return;
        }

        if (provenance.Repository.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]) faults.Add($"{key}:Repository must be written as owner/name.");
        if (provenance.Workflow.Length > 0 && (!provenance.Workflow.Contains(".github/workflows/", StringComparison.Ordinal) || provenance.Workflow.StartsWith('/')))
            faults.Add($"{key}:Workflow must be written as .github/workflows/release.yml, or owner/name/.github/workflows/release.yml.");
        foreach (var (name, address) in new[] { ("Server", provenance.Server), ("Issuer", provenance.Issuer) })
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != "https") faults.Add($"{key}:{name} is not an address: it begins with https://.");
    }

    private static void Http(string key, HttpGateOptions http, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(http.Name)) faults.Add($"{key}:Name is missing: how people know it, such as open incidents.");
        if (!Uri.TryCreate(http.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) faults.Add($"{key}:Url is not an address: it begins with https:// or http://.");
        if (http.Header.Length == 0 != (http.Secret.Length == 0)) faults.Add($"{key}:Header and {key}:Secret go together: the header's name, and the variable that holds its value.");
        if (HttpCondition.FaultOf(http.Passes) is { } fault) faults.Add($"{key}:Passes {fault}.");
    }

    private static bool IsNobody(string group, ProjectOptions project) => !project.Groups.TryGetValue(group, out var members) || members.Length == 0;
}
