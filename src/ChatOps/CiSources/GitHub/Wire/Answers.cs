using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.CiSources.GitHub.Wire;

// What is read of GitHub's answers, see https://docs.github.com/en/rest. What the bot can't do without is not nullable: an answer without it is no answer.
internal sealed record RepositoryFacts(string FullName, string DefaultBranch, bool Private = false);

/// <param name="Id">Stays when the login changes.</param>
internal sealed record Account(string Login, long Id = 0);

internal sealed record RepositoryName(string FullName, Account? Owner = null);

internal sealed record WorkflowRun(
    long Id, string HeadSha, string Path, string Event, string? Status, string? Conclusion, long WorkflowId, DateTimeOffset CreatedAt, int RunNumber,
    string? HeadBranch = null, int RunAttempt = 1, DateTimeOffset? RunStartedAt = null, Account? Actor = null, Account? TriggeringActor = null,
    string? Name = null, string? DisplayTitle = null, RepositoryName? Repository = null, RepositoryName? HeadRepository = null);

internal sealed record WorkflowRuns(long TotalCount, [property: JsonPropertyName("workflow_runs")] IReadOnlyList<WorkflowRun> Items);

internal sealed record Job(
    long Id, string Name, string Status, string? Conclusion, DateTimeOffset? StartedAt = null, DateTimeOffset? CompletedAt = null, IReadOnlyList<JobStep>? Steps = null);

internal sealed record JobStep(string Name, string Status, string? Conclusion);

internal sealed record JobList(long TotalCount, [property: JsonPropertyName("jobs")] IReadOnlyList<Job> Items);

internal sealed record OfferedFile(
    long Id, string Name, long SizeInBytes, bool Expired, DateTimeOffset? ExpiresAt = null, string? Digest = null, DateTimeOffset? CreatedAt = null);

internal sealed record OfferedFiles(long TotalCount, [property: JsonPropertyName("artifacts")] IReadOnlyList<OfferedFile> Items);

internal sealed record Comparison(string Status, long TotalCommits, IReadOnlyList<Commit> Commits, IReadOnlyList<ChangedFile>? Files = null);

internal sealed record Commit(string Sha, [property: JsonPropertyName("commit")] CommitText Text, Account? Author = null);

internal sealed record CommitText(string Message, CommitAuthor? Author = null);

internal sealed record CommitAuthor(string? Name = null);

internal sealed record ChangedFile(string Filename, string? PreviousFilename = null);

internal sealed record PullRequestAnswer(long Number, string? Title = null, IReadOnlyList<Label>? Labels = null, DateTimeOffset? MergedAt = null, Account? User = null);

internal sealed record Label(string Name);

internal sealed record Branch(string Name, Commit Commit);

internal sealed record Contents(string Type, long Size, string? Encoding = null, string? Content = null);

internal sealed record Installation(long Id);

internal sealed record InstallationToken(string Token, DateTimeOffset ExpiresAt, IReadOnlyDictionary<string, string>? Permissions = null)
{
    // A record would print its members.
    public override string ToString() => "an installation's token";
}

internal sealed record AttestationList([property: JsonPropertyName("attestations")] IReadOnlyList<AttestationItem> Items);

/// <param name="Bundle">Handed on as it is; null: only its address is told.</param>
/// <param name="BundleUrl">Where it is stored. It holds a secret of its own.</param>
internal sealed record AttestationItem(JsonElement? Bundle = null, string? BundleUrl = null)
{
    // A record would print its members.
    public override string ToString() => "an attestation";
}

internal sealed record Dispatched(long WorkflowRunId);

/// <summary>The body of a refusal.</summary>
internal sealed record Refusal(string? Message = null);

internal sealed record Dispatch(string Ref, IReadOnlyDictionary<string, string> Inputs, bool? ReturnRunDetails = null);

internal sealed record NewDeployment(
    string Ref, string Task, bool AutoMerge, IReadOnlyList<string> RequiredContexts, string Environment, DeploymentPayload Payload, string Description);

/// <param name="Chatops">Tells our deployments from each other, and from those of others.</param>
internal sealed record DeploymentPayload(string Chatops, long RunId, string Digest);

/// <param name="Payload">Others may have put there whatever they like.</param>
internal sealed record DeploymentAnswer(long Id, JsonElement? Payload = null);

internal sealed record NewDeploymentStatus(string State, string Description, bool AutoInactive, string? EnvironmentUrl = null, string? LogUrl = null);

internal sealed record NewCheckRun(string Name, string HeadSha, string Status, string Conclusion, string ExternalId, CheckOutput Output);

internal sealed record CheckOutput(string Title, string Summary);

internal sealed record PendingDeployment(NamedEnvironment Environment, bool CurrentUserCanApprove, IReadOnlyList<PendingReviewer>? Reviewers = null);

internal sealed record NamedEnvironment(long Id = 0, string Name = "");

internal sealed record PendingReviewer(ReviewerName? Reviewer = null);

/// <param name="Login">A person's; a team has a name alone.</param>
internal sealed record ReviewerName(string? Login = null, string? Name = null);

internal sealed record PendingAnswer(IReadOnlyList<long> EnvironmentIds, string State, string Comment);

internal sealed record RuleAnswer(string EnvironmentName, string State, string Comment);

internal sealed record GivenAnswer(string State, Account User, string? Comment = null, IReadOnlyList<NamedEnvironment>? Environments = null);

internal sealed record DeviceCodeAnswer(string? DeviceCode = null, string? UserCode = null, int ExpiresIn = 900, int Interval = 5, string? Error = null)
{
    // A record would print its members.
    public override string ToString() => "a code for linking an account";
}

internal sealed record DeviceTokenAnswer(string? AccessToken = null, string? Error = null, int Interval = 0)
{
    public override string ToString() => "an answer about a code";
}
