using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Gates;

/// <summary>The gate on where bytes come from, through the front door. In place of cosign and gh stand programs that check what they are given as those do.</summary>
public sealed class ProvenanceTests
{
    private const string Repository = "https://github.com/example/shop";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_waits_until_somebody_can_verify_and_says_who_did(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        var ci = Proven(world);
        Attest(ci, 1234, Attested.Bundle(ci.DigestOf(1234), Repository));
        var tool = Attested.Tool(world, "cosign");
        world.Settings.Set("Provenance:Tool", tool);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy proven run 1234");
        await bot.UntilCardSays(run, "can't be verified: cosign is not installed where the bot runs; asked again at 2026-11-20 10:0");
        Assert.Contains("can't be verified: cosign is not installed", await bot.Type(People.Developer, "/release why proven run 1234"));

        Attested.Install(tool, "echo 'main.go: starting' >&2; echo 'Error: no matching <!channel> CertificateIdentity found' >&2; exit 1");
        bot = await clock.StopUntil(bot, "2026-11-20T10:01Z");
        await bot.UntilCardSays(run, "can't be verified: cosign does not confirm it: Error: no matching &lt;!channel&gt; CertificateIdentity found");
        Assert.Empty(world.Target("proven").Given);

        Attested.Install(tool, Attested.AsCosign);
        bot = await clock.StopUntil(bot, "2026-11-20T10:02Z");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(), a => a.What == "outside.told" && a.Why.Contains($"provenance: built from {Repository} at refs/heads/main; cosign verified the signature", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_no_attestation_speaks_for_is_refused_even_in_an_emergency(Storage storage)
    {
        await using var world = await World.Of(storage);
        var ci = Proven(world);
        world.Settings.Of("proven", "Emergency:Group", "approvers").Of("proven", "Gates:Provenance:WhenUnknown", "Refuse");
        var tool = Attested.Tool(world, "gh");
        Attested.Install(tool, "exit 1");
        world.Settings.Set("Provenance:Tool", tool);
        var bot = await world.StartBot();
        await Refused("no attestation tells where shop.zip");
        Attest(ci, 1234, "{ no bundle");
        await Refused("no attestation of shop.zip will do: an attestation can't be read: it is damaged");
        Attest(ci, 1234, Attested.Bundle(ci.DigestOf(1234), "https://github.com/example/other"));
        await Refused("it tells of a build of https://github.com/example/other, and https://github.com/example/shop is asked for");
        Attest(ci, 1234, Attested.Bundle(ci.DigestOf(1233), Repository));
        await Refused("it is of other bytes than");
        Attest(ci, 1234, Attested.Bundle(ci.DigestOf(1234), Repository, predicate: "https://spdx.dev/Document/v2.3"));
        await Refused("no attestation tells where shop.zip");
        Attest(ci, 1234, Attested.Bundle(ci.DigestOf(1234), Repository));
        await Refused("can't be verified: gh does not confirm it; and then the answer is no. Press Retry when it can be");
        Assert.Empty(world.Target("proven").Given);

        Attested.Install(tool, Attested.AsGh);
        await bot.Deploy("proven", 1234);

        async Task Refused(string words)
        {
            var run = await bot.Begin(People.Approver, "/deploy proven run 1234 emergency \"the shop is down\"");
            await bot.UntilCardSays(run, "refused", words);
        }
    }

    [Fact]
    public async Task A_tool_that_never_ends_is_not_waited_for_for_ever()
    {
        await using var world = await World.Of(Storage.Sqlite);
        var ci = Proven(world);
        Attest(ci, 1234, Attested.Bundle(ci.DigestOf(1234), Repository));
        var tool = Attested.Tool(world, "cosign");
        Attested.Install(tool, "echo $$ > \"$0.pid\"; exec sleep 600");
        world.Settings.Set("Provenance:Tool", tool);
        var clock = await WorldClock.In(world, "2026-11-20T10:00Z");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy proven run 1234");
        await Until.True("it was started", () => File.Exists($"{tool}.pid") && File.ReadAllText($"{tool}.pid").Length > 0, bot.Seen);
        await clock.Move(TimeSpan.FromSeconds(31));
        await bot.UntilCardSays(run, "can't be verified: cosign gave no answer within 30 s");
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText($"{tool}.pid").Trim()}"));
        Assert.Empty(world.Target("proven").Given);
    }

    private static ShopCi Proven(World world)
    {
        world.Settings.Environment("proven", approvals: 0, port: 10)
            .Of("proven", "Gates:Provenance:Repository", "example/shop").Of("proven", "Gates:Provenance:Workflow", ".github/workflows/release.yml");
        return new(world.Settings);
    }

    private static void Attest(ShopCi ci, long run, string bundle)
    {
        var folder = Directory.CreateDirectory(Path.Combine(ci.Root, "attestations")).FullName;
        File.WriteAllText(Path.Combine(folder, $"sha256-{ci.DigestOf(run)}.jsonl"), $"{bundle}\n");
    }
}
