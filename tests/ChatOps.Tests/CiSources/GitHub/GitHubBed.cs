using ChatOps.CiSources.GitHub;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.Slack;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>The source over the double, with a clock that can be moved and little patience between tries.</summary>
internal sealed class GitHubBed : IAsyncDisposable
{
    public const string Repository = "octo/shop";

    private static readonly GitHubPatience Usual = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(1), Tries: 4);

    private GitHubBed(GitHubDouble gitHub, ShiftedTime time, GitHubOptions options, GitHubPatience? patience, string? workflow)
    {
        (GitHub, Time, Shop) = (gitHub, time, gitHub.Repository(Repository));
        Connection = new(options, time, patience ?? Usual);
        Source = new(Repository, workflow, Connection);
    }

    public GitHubDouble GitHub { get; }

    public ShiftedTime Time { get; }

    public RepositoryState Shop { get; }

    public GitHubConnection Connection { get; }

    public GitHubSource Source { get; }

    public static Task<GitHubBed> New(string? workflow = null) => New(new() { Token = Rights.Token }, patience: null, workflow);

    /// <summary>With an end to its patience, or with another number of tries.</summary>
    public static Task<GitHubBed> Impatient(TimeSpan? call = null, TimeSpan? progress = null, int tries = 4) =>
        New(new() { Token = Rights.Token }, Usual with { Call = call ?? Usual.Call, Progress = progress ?? Usual.Progress, Tries = tries }, workflow: null);

    public static async Task<GitHubBed> New(GitHubOptions options, GitHubPatience? patience = null, string? workflow = null, string basePath = "")
    {
        var time = new ShiftedTime();
        var gitHub = await GitHubDouble.Start(basePath, time, Contract.Violations);
        options.ApiUrl = gitHub.Address;
        return new(gitHub, time, options, patience, workflow);
    }

    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await GitHub.DisposeAsync();
    }
}
