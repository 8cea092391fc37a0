using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>What GitHub attests is verified before it counts.</summary>
public sealed class AttestationTests
{
    private static readonly byte[] Bytes = GitHubBed.Bytes(10_000);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_bundle_is_asked_by_digest_and_verified(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.Run(1234, Bytes);
        var digest = Digest.Of(Bytes);
        var tool = Attested.Tool(all.World, "cosign");
        Attested.Install(tool, Attested.AsCosign);
        all.World.Settings.Set("Provenance:Tool", tool).Environment("proven", approvals: 0, port: 10)
            .Of("proven", "Gates:Provenance:Repository", "example/shop").Of("proven", "Gates:Provenance:Workflow", ".github/workflows/release.yml");
        var bot = await all.World.StartBot();

        await bot.UntilCardSays(await bot.Begin(People.Developer, "/deploy proven run 1234"), "refused", "no attestation tells where shop");

        all.GitHub.Rights.Take("attestations=read");
        var run = await bot.Begin(People.Developer, "/deploy proven run 1234");
        await bot.UntilCardSays(run, "can't be verified: ", "attestations=read");
        all.GitHub.Rights.Reduce("attestations=write", "attestations=read");
        all.Shop.Attestations[digest.ToString()] = [Attested.Bundle(digest.Hex, "https://github.com/example/shop", "https://spdx.dev/Document/v2.3"), Attested.Bundle(digest.Hex, "https://github.com/example/shop")];
        bot = await all.Clock.StopUntil(bot, "2026-11-20T12:05Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(), a => a.What == "outside.told" && a.Why.Contains("cosign verified the signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_without_the_text_is_no_attestation()
    {
        await using var bed = await GitHubBed.New();
        var digest = Digest.Of(Bytes);
        Assert.Empty(await bed.Source.Attestations(digest, default));
        bed.Shop.Attestations[digest.ToString()] = [""];
        Assert.Contains("does not give their text", (await Assert.ThrowsAsync<ChatOps.CiSources.CiUnavailableException>(() => bed.Source.Attestations(digest, default))).Message);
    }
}
