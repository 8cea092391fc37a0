using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Projects;
using ChatOps.Slack;

namespace ChatOps.Environments;

/// <summary>Who may begin and end freezes: the approvers of the project; of all projects, whoever is an approver in each.</summary>
public sealed class FreezeRights(IChat chat, ProjectCatalog projects)
{
    /// <param name="project">Null: all of them.</param>
    /// <param name="what">Such as <c>freeze</c>.</param>
    /// <returns>Words that say why not, or null.</returns>
    /// <exception cref="ChatUnavailableException">It can't be told: the answer is no.</exception>
    public async Task<string?> WhyNot(Person by, Project? project, string what, CancellationToken ct)
    {
        foreach (var one in project is null ? projects.All : [project])
        {
            var approvers = one.Approvers;
            if (approvers.Count == 0) return $"Nobody can {what} {one.Name}: its settings name no approvers.";
            var standing = await chat.StandingOf(by, one.Groups, ct);
            if (standing.Objection is { } objection) return $"Nothing was done: {objection}.";
            if (!approvers.Any(standing.IsIn))
                return $"Only {string.Join(" or ", approvers.Select(g => $"a member of @{g}"))} can {what} {one.Name}{(project is null ? ", and all projects only somebody who is one in each" : "")}. Ask one of them.";
        }

        return null;
    }
}
