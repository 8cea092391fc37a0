using System.Text;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>What GitHub attests is verified before it counts.</summary>
public sealed class AttestationTests
{
    private const string Repository = "https://github.com/example/shop";
    private const string Damaged = "that can't be read: it is not packed with Snappy, or is damaged.";
    private static readonly byte[] Bytes = GitHubBed.Bytes(10_000);
    private static readonly Digest Digest = Digest.Of(Bytes);
    private static readonly string What = $"the attestations of {Digest.Short} in octo/shop";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_bundle_is_asked_by_digest_and_verified(Storage storage)
    {
        await using var all = await Proven(storage);
        var bot = await all.World.StartBot();

        await bot.UntilCardSays(await bot.Begin(People.Developer, "/deploy proven run 1234"), "refused", "no attestation tells where shop");

        all.GitHub.Rights.Take("attestations=read");
        var run = await bot.Begin(People.Developer, "/deploy proven run 1234");
        await bot.UntilCardSays(run, "can't be verified: ", "attestations=read");
        all.GitHub.Rights.Reduce("attestations=write", "attestations=read");
        all.Shop.Attestations[Digest.ToString()] = [Attested.Bundle(Digest.Hex, Repository, "https://spdx.dev/Document/v2.3"), Attested.Bundle(Digest.Hex, Repository)];
        bot = await all.Clock.StopUntil(bot, "2026-11-20T12:05Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(), a => a.What == "outside.told" && a.Why.Contains("cosign verified the signature", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_bundle_of_which_GitHub_tells_the_address_alone_is_fetched_and_verified(Storage storage)
    {
        await using var all = await Proven(storage);
        all.Shop.Attestations[Digest.ToString()] = [Attested.Bundle(Digest.Hex, Repository)];
        all.Shop.StoresBundles = b => new(Encoding.UTF8.GetBytes(b), "application/x-snappy");
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy proven run 1234");
        await bot.UntilCardSays(run, $"can't be verified: GitHub's storage holds one of {What} {Damaged.TrimEnd('.')}; asked again at 2026-11-20 12:0");
        Assert.Empty(all.World.Target("proven").Given);

        all.Shop.StoresBundles = StoredFile.Packed;
        bot = await all.Clock.StopUntil(bot, "2026-11-20T12:05Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(), a => a.What == "outside.told" && a.Why.Contains("cosign verified the signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_text_comes_from_storage_which_never_sees_the_token()
    {
        await using var bed = await GitHubBed.New();
        Assert.Empty(await bed.Source.Attestations(Digest, default));

        string[] bundles = [Attested.Bundle(Digest.Hex, Repository), Attested.Bundle(Digest.Hex, "https://github.com/example/other")];
        Attest(bed, StoredFile.Packed, bundles);
        Assert.Equal(bundles, await Texts(bed));
        Assert.Empty(bed.GitHub.Storage.Tokens);

        Attest(bed, b => new(Encoding.UTF8.GetBytes(b), "application/json; charset=utf-8"), bundles);
        Assert.Equal(bundles, await Texts(bed));
    }

    [Fact]
    public async Task A_line_that_breaks_is_taken_up_again()
    {
        await using var bed = await GitHubBed.New();
        Attest(bed, StoredFile.Packed, Attested.Bundle(Digest.Hex, Repository));
        bed.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, 50, times: 1);
        bed.GitHub.Storage.Faults.Add("/blob/", FaultKind.Status, 503, times: 1);
        Assert.Equal([Attested.Bundle(Digest.Hex, Repository)], await Texts(bed));
    }

    [Fact]
    public async Task Addresses_that_have_expired_are_asked_for_anew_even_if_GitHub_sees_no_change()
    {
        await using var bed = await GitHubBed.New();
        bed.GitHub.Tag = "W/\"the-same\"";
        Attest(bed, StoredFile.Packed, Attested.Bundle(Digest.Hex, Repository));
        await Texts(bed);
        bed.GitHub.Storage.Expire();
        Assert.Equal([Attested.Bundle(Digest.Hex, Repository)], await Texts(bed));
        Assert.Equal([200, 304, 200], bed.GitHub.Calls.Where(c => c.Line.Contains("/attestations/", StringComparison.Ordinal)).Select(c => c.Status));
    }

    [Theory]
    [InlineData(FaultKind.Status, 403, "the addresses that GitHub tells have expired, or nothing is there.")]
    [InlineData(FaultKind.Status, 404, "the addresses that GitHub tells have expired, or nothing is there.")]
    [InlineData(FaultKind.Status, 500, "GitHub's storage broke off 4 times without getting further.")]
    [InlineData(FaultKind.Cut, 99, "GitHub's storage broke off 4 times without getting further.")]
    [InlineData(FaultKind.Half, 0, Damaged)]
    [InlineData(FaultKind.Garbage, 0, Damaged)]
    public async Task What_storage_does_not_give_is_told(FaultKind kind, int number, string words)
    {
        await using var bed = await GitHubBed.New();
        Attest(bed, StoredFile.Packed, Attested.Bundle(Digest.Hex, Repository));
        bed.GitHub.Storage.KnowsRanges = false;
        bed.GitHub.Storage.Faults.Add("/blob/", kind, number);
        Assert.Contains(words, await Refusal(bed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_bundle_is_told()
    {
        await using var bed = await GitHubBed.New();
        await Refused(_ => StoredFile.Packed("<html>"), $"GitHub's storage holds one of {What} that can't be read: it is no JSON object.");
        await Refused(_ => StoredFile.Packed("[]"), "it is no JSON object.");
        await Refused(_ => new("<html>"u8.ToArray(), "application/json"), "it is no JSON object.");
        await Refused(_ => new([], "application/x-snappy"), Damaged);
        await Refused(_ => new("{}"u8.ToArray(), Type: null), Damaged);
        await Refused(_ => new([0x81, 0x80, 0x80, 0x01, 0x00, 0x61], "application/x-snappy"), "it would become 2097153 bytes, more than are read.");
        await Refused(_ => new(new byte[(2 << 20) + 1], "application/json"), "it is longer than 2 MB.");
        foreach (var elsewhere in (string[])["ftp://storage.example/blob", "file:///etc/passwd"])
            await Refused(_ => new([], Type: null) { Elsewhere = elsewhere }, $"GitHub gives an address of {What} that is not https, so nothing is read from there.");
        await Refused(_ => new([], Type: null) { Elsewhere = "nowhere" }, "gives neither their text nor where it is.");
        await Refused(stores: null, "gives neither their text nor where it is.");

        async Task Refused(Func<string, StoredFile>? stores, string words)
        {
            Attest(bed, stores, "");
            Assert.EndsWith(words, await Refusal(bed), StringComparison.Ordinal);
        }
    }

    private static async Task<GitHubWorld> Proven(Storage storage)
    {
        var all = await GitHubWorld.Of(storage);
        all.Run(1234, Bytes);
        var tool = Attested.Tool(all.World, "cosign");
        Attested.Install(tool, Attested.AsCosign);
        all.World.Settings.Set("Provenance:Tool", tool).Environment("proven", approvals: 0, port: 10)
            .Of("proven", "Gates:Provenance:Repository", "example/shop").Of("proven", "Gates:Provenance:Workflow", ".github/workflows/release.yml");
        return all;
    }

    private static void Attest(GitHubBed bed, Func<string, StoredFile>? stores, params string[] bundles)
    {
        bed.Shop.Attestations[Digest.ToString()] = bundles;
        bed.Shop.StoresBundles = stores;
    }

    private static async Task<IEnumerable<string>> Texts(GitHubBed bed) => (await bed.Source.Attestations(Digest, default)).Select(Encoding.UTF8.GetString);

    private static async Task<string> Refusal(GitHubBed bed)
    {
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Attestations(Digest, default));
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
        return fault.Message;
    }
}
