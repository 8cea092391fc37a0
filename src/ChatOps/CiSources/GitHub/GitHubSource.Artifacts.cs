using System.Net;

namespace ChatOps.CiSources.GitHub;

/// <summary>The bytes of artifacts.</summary>
public sealed partial class GitHubSource
{
    public async Task<Stream> Open(long runId, int attempt, string artifact, CancellationToken ct)
    {
        var run = await RunOf(runId, ct) ?? throw new ArtifactMissingException($"{repository} has no run {runId} on GitHub any more, so its artifact is gone. Choose another run.");
        if (run.RunAttempt != attempt)
            throw new ArtifactMissingException($"Run {runId} was run again: it is at attempt {run.RunAttempt}, and attempt {attempt} was asked for. Ask for the run again.");

        var file = GitHubRun.Newest(await ArtifactsOf(runId, ct)).FirstOrDefault(f => f.Name == artifact)
            ?? throw new ArtifactMissingException($"Run {runId} has no artifact {artifact}. Check the project's settings, or choose another run.");
        if (file.Expired) throw Expired(runId, artifact);

        var download = new Download(connection, () => Redirect($"actions/artifacts/{file.Id}/zip", $"the artifact {artifact} of run {runId}", Expired(runId, artifact), ct));
        try
        {
            await download.Begin(ct);
            return download;
        }
        catch
        {
            await download.DisposeAsync();
            throw;
        }
    }

    private static ArtifactMissingException Expired(long runId, string artifact) =>
        new($"{artifact} of run {runId} has expired on GitHub. Run CI again, and deploy the new run.");

    /// <returns>Where the bytes are, for about a minute. It holds a secret of its own.</returns>
    private async Task<Uri> Redirect(string path, string what, Exception gone, CancellationToken ct)
    {
        var answer = await connection.Look(repository, path, ct);
        return answer.Status switch
        {
            HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect when answer.Location is { } at => Stored(new(connection.Address.Api, at), what),
            HttpStatusCode.Gone or HttpStatusCode.NotFound => throw gone,
            _ => throw GitHubAnswers.Refused(answer, what, connection.IsApp),
        };
    }

    private Uri Stored(Uri at, string what) => connection.Address.MayStore(at) ? at : throw new CiUnavailableException($"GitHub gives an address of {what} that is not https, so nothing is read from there.");
}
