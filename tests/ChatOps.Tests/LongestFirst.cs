using Xunit.Abstractions;

[assembly: TestCollectionOrderer("ChatOps.Tests.LongestFirst", "ChatOps.Tests")]

namespace ChatOps.Tests;

/// <summary>Classes run side by side, each one's tests one after the other: those that take minutes begin first, so that none of them is alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        "SqliteCrashTests", "PostgreSqlCrashTests", "MovedRulesTests", "MovedReleaseTests", "KilledScheduleTests", "DeployAtTests", "AutomaticGateTests", "SigtermTests", "PageTests",
        "RecurringDeployTests", "FailureTests", "DeliveryWorkerTests", "AuditTrailTests", "StageRestartTests", "CardBlocksTests", "FromSourceTests", "EvidenceTests",
        "SlackOutageTests", "NightlyCleanupTests", "CleanupTests", "NewsPollTests", "ReviewTests", "GitHubWorkflow.DeployTests", "TroubleTests", "ProvenanceTests", "StageGateTests",
        "GitHubStageTests", "CiStageTests", "DeployFromGitHubTests", "SocketModeTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(Long, name => c.DisplayName.EndsWith($".{name}", StringComparison.Ordinal)) is var place && place < 0 ? Long.Length : place);
}
