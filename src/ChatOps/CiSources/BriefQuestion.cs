namespace ChatOps.CiSources;

/// <summary>A question to CI that a person waits for. Slack is answered in time whatever it takes (see <see cref="Slack.FrontDoor.Answering"/>); the person is answered after this at the latest.</summary>
internal static class BriefQuestion
{
    /// <summary>What CI can't say in this time is said to be unknown. The pull requests of fifty commits are about a dozen of GitHub's answers, one after the other.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>The answer, or words why there is none.</returns>
    public static async Task<(T? Answer, string Unknown)> Ask<T>(string project, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return (await ask(limit.Token).WaitAsync(limit.Token), "");
        }
        catch (CiUnavailableException fault)
        {
            return (default, fault.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (default, $"{project}'s CI did not answer in time; ask again in a moment");
        }
    }
}
