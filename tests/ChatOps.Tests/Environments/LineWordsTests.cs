using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Environments;

/// <summary>What people are told of an environment's line, and of what keeps them out.</summary>
public class LineWordsTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Each_in_line_knows_its_place_and_with_enough_history_when_its_turn_should_come(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var hold = new TaskCompletionSource();
        world.Target("dev").OnTheWay = _ => hold.Task;
        var first = await bot.Begin(People.Developer, "/deploy dev run 1233");
        await Until.Found("it begins", async () => (await bot.Load(first)).Attempt, bot.Seen);
        var second = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(second, $"2nd in line, behind #{first} (run 1233, being deployed)");
        var third = await bot.Begin(People.SecondDeveloper, "/deploy dev run 1235");
        await bot.UntilCardSays(third, $"3rd in line, behind #{first}");
        Assert.DoesNotContain("turn should come", world.Slack.Card(third)!.Text);
        var status = await bot.Type(People.Developer, "/release status");
        Assert.Contains($"1. #{first} run 1233", status);
        Assert.Contains($"2. #{second} run 1234", status);
        Assert.Contains($"3. #{third} run 1235", status);
        hold.SetResult();
        await bot.UntilStatus(third, Domain.Pipelines.RunStatus.Succeeded);

        hold = new();
        first = await bot.Begin(People.Developer, "/deploy dev run 1233");
        await Until.Found("it begins", async () => (await bot.Load(first)).Attempt, bot.Seen);
        second = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(second, "2nd in line", "its turn should come at about");
        hold.SetResult();
        await bot.UntilStatus(second, Domain.Pipelines.RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_status_tells_all_that_keeps_others_out_and_stays_inside_Slacks_limits(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:Environments:production:Windows:0", "daily 00:00-24:00");
        var bot = await world.StartBot();
        var endless = string.Join(' ', Enumerable.Repeat("*reason* <!channel>", 40));
        foreach (var environment in new[] { "dev", "staging", "production" })
        {
            await bot.Type(People.Developer, $"/release lock {environment} for 3h because {endless}");
            await bot.Type(People.Developer, $"/release hold {environment} because {endless}");
        }

        await bot.Type(People.Approver, $"/release freeze \"{endless}\"");
        await bot.Type(People.Approver, "/release freeze all \"everything\" until tomorrow 12:00");
        foreach (var run in new[] { 1233, 1234, 1235 }) await bot.UntilCardSays(await bot.Begin(People.Developer, $"/deploy dev run {run}"), "queued", "frozen");
        var status = await bot.Type(People.Developer, "/release status");
        Assert.InRange(status.Length, 1, 4000);
        Assert.Contains("shop is frozen by approver", status);
        Assert.Contains("all projects are frozen by approver", status);
        Assert.Contains("🔒 locked by developer", status);
        Assert.Contains("✋ held by developer", status);
        var why = await bot.Type(People.Developer, "/release why dev run 1234");
        Assert.Contains("hold: held by developer", why);
        Assert.Contains("cleared by an approver: /release unfreeze", why);
    }
}
