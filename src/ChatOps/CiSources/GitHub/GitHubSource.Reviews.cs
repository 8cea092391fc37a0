using System.Net;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Commands;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>GitHub's own questions to people, before a run touches one of its environments.</summary>
public sealed partial class GitHubSource
{
    private const int LongestComment = 500;

    /// <remarks>
    /// A person's token reviews as that person (https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run); an App answers only for
    /// the protection rule that it is itself (https://docs.github.com/en/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run).
    /// </remarks>
    public async Task<string?> Answer(long run, CiReview review, string words, CancellationToken ct)
    {
        var comment = PlainText.Line(words, LongestComment);
        if (!connection.IsApp && !review.MayAnswer) return "the token's owner is none of those whom GitHub asks";
        var answer = connection.IsApp
            ? await connection.Post(repository, $"actions/runs/{run}/deployment_protection_rule", new RuleAnswer(review.Environment, "approved", comment), GitHubJson.Default.RuleAnswer, ct)
            : await connection.Post(repository, $"actions/runs/{run}/pending_deployments", new PendingAnswer([review.Id], "approved", comment), GitHubJson.Default.PendingAnswer, ct);
        return answer.Status switch
        {
            HttpStatusCode.OK or HttpStatusCode.NoContent => null,
            HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity when connection.IsApp => $"the App is no protection rule of {review.Environment} on GitHub ({(int)answer.Status})",
            _ => GitHubAnswers.Refused(answer, $"to answer for {review.Environment}", connection.IsApp).Message.TrimEnd('.'),
        };
    }

    public async Task<string> Answered(long run, CancellationToken ct)
    {
        var given = await connection.Get(repository, $"actions/runs/{run}/approvals", GitHubJson.Default.IReadOnlyListGivenAnswer, $"the approvals of {Named(run)}", ct) ?? [];
        return string.Join("; ", given.Where(g => g.State is "approved" or "rejected").Select(g =>
            $"{g.State} on GitHub by {PlainText.Line(g.User.Login, 60)}{(g.Comment is { Length: > 0 } comment ? $": {PlainText.Line(comment, 120)}" : "")}"));
    }

    private async Task<IReadOnlyList<CiReview>> ReviewsOf(long run, CancellationToken ct)
    {
        var pending = await connection.Get(repository, $"actions/runs/{run}/pending_deployments", GitHubJson.Default.IReadOnlyListPendingDeployment, $"what {Named(run)} waits for", ct) ?? [];
        return [.. pending.Select(p => new CiReview(
            p.Environment.Id, PlainText.Line(p.Environment.Name, 100),
            PlainText.Line(string.Join(", ", (p.Reviewers ?? []).Select(r => r.Reviewer?.Login ?? r.Reviewer?.Name).OfType<string>()), 200), p.CurrentUserCanApprove))];
    }
}
