using System.Globalization;
using ChatOps.CiSources.GitHub;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.CiSources;

/// <summary>Whether a project's CI tells by itself, and so how often it need be asked.</summary>
public sealed class CiNews(Database database, ProjectCatalog projects, CiSourceCatalog sources, IOptions<GitHubOptions> gitHub, TimeProvider time)
{
    /// <summary>A webhook that was lost is made up for within five minutes, whatever else happens.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(4);

    // Whoever was silent for longer may have stopped telling.
    private static readonly TimeSpan StillTells = TimeSpan.FromMinutes(30);

    /// <returns>How long to leave CI alone about something that goes on; null: ask as usual, because it tells nothing by itself.</returns>
    public async Task<TimeSpan?> Pause(string project, CancellationToken ct) =>
        await Watch(project, ct) is { HeardAt: { } heard } && time.GetUtcNow() - heard < StillTells ? LongestPause : null;

    /// <returns>One line for people; empty if there is nothing to tell.</returns>
    public async Task<string> Words(string project, CancellationToken ct)
    {
        if (RepositoryOf(project) is not { } repository) return "";
        var watch = await Watch(project, ct);
        var budget = sources.For(project).Budget is { Length: > 0 } left ? left : "not asked yet";
        return gitHub.Value.WebhookSecret.Length == 0
            ? $"{repository} on GitHub: {budget}; no webhooks are set up"
            : $"{repository} on GitHub: {budget}; last asked for news {At(watch?.AskedAt)}; last webhook {At(watch?.HeardAt)}";
    }

    private string At(DateTimeOffset? moment) => moment is not { } at ? "never"
        : at.UtcDateTime.ToString(time.GetUtcNow() - at < TimeSpan.FromHours(20) ? "HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private async Task<CiWatch?> Watch(string project, CancellationToken ct)
    {
        if (gitHub.Value.WebhookSecret.Length == 0 || RepositoryOf(project) is not { } repository) return null;
        var key = CiWatch.KeyOf(repository);
        await using var db = database.Read();
        return await db.CiWatches.AsNoTracking().FirstOrDefaultAsync(w => w.Repository == key, ct);
    }

    private string? RepositoryOf(string project) =>
        projects.Options.TryGetValue(project, out var options) && options.Ci.Kind == CiKind.GitHub ? options.Ci.Repository : null;
}
