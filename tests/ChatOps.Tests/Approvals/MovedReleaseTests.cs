using System.Security.Cryptography;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using static ChatOps.Tests.Approvals.MovedDecision;

namespace ChatOps.Tests.Approvals;

/// <summary>The release moves, or what it would replace.</summary>
public class MovedReleaseTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public Task Ci_runs_it_again(Storage storage) =>
        AtEveryStep(storage, "run 1234 was run again in CI (attempt 2)", m => m.Ci.Change(1234, run => run["attempt"] = 2));

    [Theory, OnSqlite, OnPostgreSql]
    public Task An_artifact_is_replaced_under_its_name(Storage storage) => AtEveryStep(storage, "shop.zip of run 1234 was replaced in CI", m =>
    {
        File.AppendAllText(m.Ci.Zip(1234), "other bytes");
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(m.Ci.Zip(1234))));
        File.WriteAllText(Path.Combine(m.Ci.Folder(1234), "SHA256SUMS"), $"{digest}  shop.zip\n");
    });

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_tag_is_moved(Storage storage) => AtEveryStep(
        storage, "CI now says that run 1234 is of commit 0123456", m => m.Ci.Change(1234, run => run["commit"] = "0123456789abcdef0123456789abcdef01234567"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Another_release_is_deployed(Storage storage) => AtEveryStep(storage, "run 1233 (1.4.1) runs there now", _ => { }, async bot =>
    {
        var emergency = await bot.Begin(People.ThirdApprover, "/deploy live run 1233 emergency \"checkout is down\"");
        await bot.UntilStatus(emergency, RunStatus.Succeeded);
    });

    [Theory, OnSqlite, OnPostgreSql]
    public Task Evidence_is_withdrawn(Storage storage) =>
        AtEveryStep(storage, "test failed", m => m.Ci.Change(1234, run => run["jobs"]![1]!["conclusion"] = "failure"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task The_stored_file_is_swapped(Storage storage) => AtEveryStep(storage, "shop.zip", m =>
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(m.Ci.Zip(1234))));
        var file = Directory.EnumerateFiles(m.World.Settings.Folder, "*", SearchOption.AllDirectories).Single(f => f.Contains(digest[2..], StringComparison.Ordinal));
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, "other bytes");
    });
}
