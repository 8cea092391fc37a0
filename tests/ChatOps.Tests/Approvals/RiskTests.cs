using System.Text.Json.Nodes;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Approvals;

/// <summary>Changes that are worth a second look take one person more, and are named wherever changes are read.</summary>
public class RiskTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_touches_a_risk_takes_one_more(Storage storage)
    {
        await using var world = await World.Of(storage);
        Touches(world, "ae6a81d", "migrations/7/up.sql");
        var bot = await Risky(world).StartBot();
        var first = await bot.Begin(People.Developer, "/deploy live run 1233");
        await UntilShown(bot, first, "0 of 1 from @approvers");
        await bot.Press(People.Approver, first, "approve");
        await bot.UntilStatus(first, RunStatus.Succeeded);

        Assert.Contains("⚠ Worth a second look: migrations (1 file)", await bot.Type(People.Developer, "/release diff live run 1234"));
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await UntilShown(bot, run, "Worth a second look:", "migrations (1 file)", "0 of 2 from @approvers");
        await bot.Press(People.Approver, run, "approve");
        await UntilShown(bot, run, "1 of 2 from @approvers");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains("Worth a second look: migrations (1 file)", await bot.Type(People.Developer, "/release notes live"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_can_not_be_ruled_out_counts_too(Storage storage)
    {
        await using var world = await World.Of(storage);
        Touches(world, "ae6a81d", null);
        var bot = await Risky(world).StartBot();
        await bot.Deploy("live", 1233, People.Approver);
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await UntilShown(bot, run, "can't be ruled out: the changed files are not known", "0 of 2 from @approvers");
    }

    private static Task<Message> UntilShown(BotHost bot, long run, params string[] words) =>
        bot.UntilCard(run, $"shows {string.Join(" and ", words)}", c => words.All(w => c.Everything.Contains(w, StringComparison.Ordinal)));

    private static World Risky(World world)
    {
        world.Settings.Environment("live", approvals: 1, port: 4).Of("live", "Approval:MoreForRisks", "true").Set("Projects:shop:Risks:migrations:0", "migrations/**");
        return world;
    }

    // Of all other commits it is told that they touch nothing of the kind.
    private static void Touches(World world, string sha, string? path) => new ShopCi(world.Settings).ChangeCommits(commits =>
    {
        foreach (var commit in commits.Select(c => c!.AsObject()))
            if (!commit["sha"]!.GetValue<string>().StartsWith(sha, StringComparison.Ordinal)) commit["paths"] = new JsonArray("readme");
            else if (path is not null) commit["paths"] = new JsonArray(path);
    });
}
