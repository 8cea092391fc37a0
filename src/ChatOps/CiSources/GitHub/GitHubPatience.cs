namespace ChatOps.CiSources.GitHub;

/// <summary>How long GitHub is waited for.</summary>
/// <param name="Call">For one answer, whole.</param>
/// <param name="Progress">For the next bytes of a download.</param>
/// <param name="Pause">Before the second try; it doubles with each further one.</param>
/// <param name="Tries">Of a read, and of a download without progress.</param>
internal sealed record GitHubPatience(TimeSpan Call, TimeSpan Progress, TimeSpan Pause, int Tries)
{
    public static GitHubPatience Usual { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 4);
}
