using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>One button for each environment that comes next and does not run this release yet.</summary>
internal static class PromoteButtons
{
    private const int Most = 4;

    /// <param name="current">What the run put into its environment, and what still runs there.</param>
    public static async Task<IReadOnlyList<CardButton>> Of(ChatOpsDb db, PipelineRun run, RunningRelease current, Project? project, CancellationToken ct)
    {
        if (run.Status != RunStatus.Succeeded || project is null) return [];
        var buttons = new List<CardButton>();
        foreach (var next in project.Environments.Where(e => e.After.Contains(run.Environment, StringComparer.OrdinalIgnoreCase)))
        {
            var there = await db.Environments.Where(e => e.Project == run.Project && e.Name == next.Name).Select(e => e.Current).FirstOrDefaultAsync(ct);
            if (there?.Digest == current.Digest) continue;
            buttons.Add(new(ButtonAction.Promote, $"{current} goes to {next.Name}, in place of {there?.ToString() ?? "nothing"}. Its gates and approvals hold.", next.Name));
            if (buttons.Count == Most) break;
        }

        return buttons;
    }
}
