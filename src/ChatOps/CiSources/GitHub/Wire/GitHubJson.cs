using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.CiSources.GitHub.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(DeviceCodeAnswer))]
[JsonSerializable(typeof(DeviceTokenAnswer))]
[JsonSerializable(typeof(RepositoryFacts))]
[JsonSerializable(typeof(WorkflowRun))]
[JsonSerializable(typeof(WorkflowRuns))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(OfferedFiles))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(IReadOnlyList<PullRequestAnswer>))]
[JsonSerializable(typeof(Branch))]
[JsonSerializable(typeof(Contents))]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(InstallationToken))]
[JsonSerializable(typeof(AttestationList))]
[JsonSerializable(typeof(Dispatched))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Dispatch))]
[JsonSerializable(typeof(NewDeployment))]
[JsonSerializable(typeof(DeploymentAnswer))]
[JsonSerializable(typeof(IReadOnlyList<DeploymentAnswer>))]
[JsonSerializable(typeof(NewDeploymentStatus))]
[JsonSerializable(typeof(NewCheckRun))]
[JsonSerializable(typeof(IReadOnlyList<PendingDeployment>))]
[JsonSerializable(typeof(PendingAnswer))]
[JsonSerializable(typeof(RuleAnswer))]
[JsonSerializable(typeof(IReadOnlyList<GivenAnswer>))]
[JsonSerializable(typeof(AppClaims))]
internal sealed partial class GitHubJson : JsonSerializerContext;
