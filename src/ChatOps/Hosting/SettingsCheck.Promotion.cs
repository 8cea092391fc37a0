using System.Text.RegularExpressions;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Projects;

namespace ChatOps.Hosting;

internal static partial class SettingsCheck
{
    private static void Promotion(string key, EnvironmentOptions environment, List<string> faults)
    {
        var after = environment.After.Count == 0 ? "After is empty" : $"After holds {string.Join(", ", environment.After)}";
        if (environment.PromoteFrom is { Length: > 0 } from && !environment.After.Contains(from, StringComparer.OrdinalIgnoreCase))
            faults.Add($"{key}:PromoteFrom is {from}, which must be one of After; {after}.");
        if (environment.PromoteFrom is not { Length: > 0 } && (environment.PromoteAfter != TimeSpan.Zero || environment.PromoteBranches.Count > 0))
            faults.Add($"{key}:PromoteFrom is missing; without it, PromoteAfter and PromoteBranches mean nothing.");
        if (environment.PromoteAfter < TimeSpan.Zero) faults.Add($"{key}:PromoteAfter must not be below 0.");
        if (environment.PromoteBranches.Any(string.IsNullOrWhiteSpace)) faults.Add($"{key}:PromoteBranches holds an empty name.");
        faults.AddRange(environment.MaySkip.Where(skipped => !environment.After.Contains(skipped, StringComparer.OrdinalIgnoreCase))
            .Select(skipped => $"{key}:MaySkip names {skipped}, which is not one of After; {after}."));
        if (environment.MaySkip.Count > 0 && environment.Approval.Count == 0)
            faults.Add($"{key}:MaySkip needs an approval: skipping takes one person more than a deployment does, and here nobody is asked.");
    }

    private static void Risks(string key, ProjectOptions project, List<string> faults)
    {
        foreach (var (name, paths) in project.Risks)
            if (paths is not { Length: > 0 } || paths.Any(p => string.IsNullOrWhiteSpace(p) || Risk.LabelIn(p) is ""))
                faults.Add($"{key}:{name} holds no pattern, or an empty one; write one such as migrations/**, or a label such as label:breaking.");
    }

    private static void Tickets(string key, ProjectOptions project, List<string> faults)
    {
        foreach (var (name, ticket) in project.Tickets)
        {
            if (WhyNot(ticket.Pattern) is { } fault) faults.Add($"{key}:{name}:Pattern {fault}");
            if (!ticket.Url.Contains("{0}", StringComparison.Ordinal) || !Uri.TryCreate(ticket.Url.Replace("{0}", "1"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                faults.Add($"{key}:{name}:Url must be an address with {{0}} where the ticket's name goes, such as https://tickets.example/{{0}}");
        }
    }

    private static string? WhyNot(string pattern)
    {
        if (pattern.Length == 0) return "is missing. It is a regular expression for a ticket's name, such as SHOP-\\d+";
        try
        {
            _ = new TicketPattern(pattern, "").NamesIn("").Any();
            return null;
        }
        catch (RegexParseException fault)
        {
            return $"is no regular expression: {fault.Message}";
        }
        catch (RegexMatchTimeoutException)
        {
            return "takes too long, even for an empty title.";
        }
    }
}
