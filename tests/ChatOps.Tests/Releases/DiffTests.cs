using ChatOps.CiSources;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Releases.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Releases;

/// <summary>What runs there against what would: commits, pull requests, tickets, bytes.</summary>
public class DiffTests
{
    private static async Task<World> WithTickets(Storage storage)
    {
        var world = await World.Of(storage);
        new ShopCi(world.Settings).ChangeCommits(commits =>
        {
            foreach (var commit in commits.Select(c => c!.AsObject()))
            {
                var sha = commit["sha"]!.GetValue<string>();
                if (sha.StartsWith("ae6a81d", StringComparison.Ordinal)) commit["title"] = "SHOP-12: round the cart's total once (#123)";
                if (sha.StartsWith("632ba9c", StringComparison.Ordinal)) commit["title"] = "Merge pull request #77 from shop/search, SHOP-7 <!channel>";
            }
        });
        world.Settings.Set("Projects:shop:Tickets:0:Pattern", @"SHOP-\d+").Set("Projects:shop:Tickets:0:Url", "https://tickets.example/{0}");
        return world;
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_lists_commits_pull_requests_tickets_and_bytes(Storage storage)
    {
        await using var world = await WithTickets(storage);
        var bot = await world.StartBot();
        Assert.Contains("Nothing runs in staging yet. Name a release", await bot.Type(People.Developer, "/release diff production"));
        Assert.Contains("staging: nothing runs there yet", await bot.Type(People.Developer, "/release diff staging run 1233"));
        await bot.Deploy("staging", 1233, People.Approver);

        var diff = await bot.Type(People.Developer, "/release diff shop staging run 1234");
        foreach (var words in new[]
        {
            "staging: run 1233 (1.4.1), commit 22ea353, branch main, since", "run 1234: run 1234 (1.4.2), commit ae6a81d",
            "2 commits by developer, second-developer", "• ae6a81d SHOP-12: round the cart's total once (#123) – developer",
            "Pull requests: #77, #123", "SHOP-12 https://tickets.example/SHOP-12", "SHOP-7 https://tickets.example/SHOP-7", "Artifact shop.zip: ", " → ",
        }) Assert.Contains(words, diff);

        var back = await bot.Type(People.Developer, "/release diff production");
        Assert.Contains("production: nothing runs there yet", back);
        Assert.Contains("what staging runs: run 1233 (1.4.1)", back);
        Assert.Contains("the very same bytes", await bot.Type(People.Developer, "/release diff staging run 1233"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Going_backwards_is_told_and_so_are_other_branches(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        await bot.Deploy("staging", 1233, People.Approver);
        Assert.Contains("2 commits by developer, second-developer would be taken back: what runs in dev is newer", await bot.Type(People.Developer, "/release diff dev staging"));
        Assert.Contains("2 commits by developer, second-developer\n", await bot.Type(People.Developer, "/release diff staging dev"));
        Assert.Contains("would be taken back", await bot.Type(People.Developer, "/release diff dev run 1233"));
        Assert.Contains("Nothing runs in production yet", await bot.Type(People.Developer, "/release diff staging production"));
        // Without an environment before it, CI's newest good run is what would come.
        Assert.Contains("run 1234: run 1234 (1.4.2)", await bot.Type(People.Developer, "/release diff staging"));
        Assert.Contains("run 99 is not known to shop's CI", await bot.Type(People.Developer, "/release diff staging run 99"));
        Assert.Contains("These are the same environment", await bot.Type(People.Developer, "/release diff dev dev"));
        Assert.Contains("has no environment \"prodction\". Did you mean production?", await bot.Type(People.Developer, "/release diff dev prodction"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_CI_that_gives_no_answer_is_said_so_in_time(Storage storage)
    {
        await using var world = await World.Of(storage);
        var ci = new SilentCi();
        world.Configure = builder => builder.Services.AddSingleton<CiSourceCatalog>(s => ActivatorUtilities.CreateInstance<SilentCi.Catalog>(s, ci));
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);
        await bot.Deploy("staging", 1233, People.Approver);
        ci.IsSilent = true;

        var (stored, unstored) = (bot.Hands.Type(People.Developer, "/release diff staging run 1234"), bot.Hands.Type(People.Developer, "/release diff staging run 1235"));
        Assert.All([await stored, await unstored], reply => Assert.True(Hands.IsLate(reply), reply));
        var told = await bot.UntilWhispered(People.Developer, "the commits in between are unknown: shop's CI did not answer in time");
        Assert.Contains("Artifact shop.zip: ", told.Text);
        await bot.UntilWhispered(People.Developer, "What would come can't be told: shop's CI did not answer in time; ask again in a moment");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_card_lists_the_tickets_too(Storage storage)
    {
        await using var world = await WithTickets(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        var run = await bot.Deploy("dev", 1234);
        var card = await bot.UntilCardSays(run, "succeeded");
        Assert.Contains("Tickets:\n• SHOP-12 https://tickets.example/SHOP-12\n• SHOP-7 https://tickets.example/SHOP-7", card.Everything);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_tells_how_the_evidence_changes(Storage storage)
    {
        await using var world = await World.Of(storage);
        var ci = new ShopCi(world.Settings);
        ci.Evidence(1234, "junit.xml", Reports.Pytest);
        ci.Evidence(1234, "scan.sarif", Reports.TrivySarif);
        ci.Evidence(1234, "sbom.json", null);
        foreach (var name in new[] { "junit.xml", "scan.sarif", "sbom.json", "coverage.cobertura.xml" }) ci.Evidence(1235, name, null);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        Assert.Contains("The reports of run 1234 are not known yet: they are read when its artifacts are taken in.", await bot.Type(People.Developer, "/release diff staging run 1234"));

        await bot.Deploy("dev", 1234);
        var before = (await bot.Load((await bot.Audit()).First(a => a.Run is not null).Run!.Value)).Release!.Reports!;
        var diff = await bot.Type(People.Developer, "/release diff staging run 1234");
        Assert.Contains($"Tests: {before.Tests!.Passed} passed, 0 failed → 1 passed, 2 failed, 2 skipped", diff);
        Assert.Contains("Scan findings: 0 critical, 0 high, 0 medium, 0 low → 1 critical, ", diff);
        Assert.Contains("Components: 2 → no reports", diff);
        Assert.Contains("Coverage: ", diff);

        await bot.Deploy("dev", 1235);
        await bot.Deploy("staging", 1235, People.Approver);
        Assert.Contains("Evidence: no reports", await bot.Type(People.Developer, "/release diff dev staging"));
    }
}
