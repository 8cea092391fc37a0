using ChatOps.Persistence;
using ChatOps.Projects;

namespace ChatOps.CiSources.GitHub.Webhooks;

/// <summary>Stores what came in, once, and answers; whoever waits is told afterwards.</summary>
public sealed class WebhookIntake(CommitQueue commits, ProjectCatalog projects)
{
    private readonly HashSet<string> _ours = [.. projects.Options.Values.Where(p => p.Ci.Kind == CiKind.GitHub).Select(p => CiWatch.KeyOf(p.Ci.Repository))];

    /// <param name="id">The delivery's; the same again when GitHub sends it again.</param>
    /// <returns>Words for GitHub's page of deliveries.</returns>
    /// <exception cref="StorageUnavailableException">It is not stored.</exception>
    internal Task<WebhookAnswer> Take(string id, string kind, ReadOnlySpan<byte> body, CancellationToken ct)
    {
        var news = WebhookNews.Read(kind, body) is { } read && _ours.Contains(CiWatch.KeyOf(read.Repository)) ? read : (WebhookNews?)null;
        return commits.Run(async commit =>
        {
            if (await commit.Db.CiDeliveries.FindAsync(id) is not null) return new WebhookAnswer(false, "This delivery is known already.");
            commit.Db.CiDeliveries.Add(new()
            {
                Id = id, Event = kind, Repository = news is { } ours ? CiWatch.KeyOf(ours.Repository) : null, CiRun = news?.CiRun, ReceivedAt = commit.Now, DoneAt = news is null ? commit.Now : null,
            });
            if (news is null) return new(false, "Nothing that this bot goes by.");
            (await CiWatch.Of(commit.Db.CiWatches, news.Value.Repository)).HeardAt = commit.Now;
            commit.Leaves(ToDo.CiNews);
            return new(true, "Those who wait for it will look.");
        }, ct);
    }
}

/// <param name="IsNews">Something is done about it.</param>
internal sealed record WebhookAnswer(bool IsNews, string Words);
