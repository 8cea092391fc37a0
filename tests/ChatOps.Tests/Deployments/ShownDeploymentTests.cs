using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.Deployments;

/// <summary>Our deployments are shown on GitHub, under the repository's environments: each once, in order, however GitHub does meanwhile.</summary>
public sealed class ShownDeploymentTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_runs_is_shown_and_what_ran_before_is_inactive(Storage storage)
    {
        await using var all = await Two(storage);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        await Shown(all, bot, "in_progress success");
        await bot.Deploy("dev", 1234);
        await Shown(all, bot, "in_progress success inactive", "in_progress success");

        Assert.Equal((all.Shop.Runs[1].Commit, "dev", 1234L, 64), (all.Shop.Deployments[1].Commit, all.Shop.Deployments[1].Environment,
            (long)all.Shop.Deployments[1].Payload!["run_id"]!, ((string)all.Shop.Deployments[1].Payload!["digest"]!).Length));
        Assert.Empty(all.Shop.Checks);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task GitHub_is_away_and_later_told_all_of_it_once(Storage storage)
    {
        await using var all = await Two(storage);
        all.GitHub.Faults.Add("/deployments", FaultKind.Status, 503);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);
        await Until.True("it was tried", () => all.GitHub.Asked("/deployments") > 1, bot.Seen);
        Assert.Empty(all.Shop.Deployments);
        await bot.Stop();
        all.GitHub.Faults.Clear();
        bot = await all.World.StartBot();
        await all.Clock.Move(TimeSpan.FromMinutes(2));
        await Shown(all, bot, "in_progress success inactive", "in_progress success");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_answer_that_was_lost_makes_no_second_one(Storage storage)
    {
        await using var all = await Two(storage);
        all.GitHub.Faults.Add("/deployments", FaultKind.Cut, 50, times: 1);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        await Until.True("it is there", () => all.Shop.Deployments.Count == 1, bot.Seen);
        await all.Clock.Move(TimeSpan.FromMinutes(2));
        await Shown(all, bot, "in_progress success");
    }

    [Fact]
    public async Task What_failed_is_a_failure_and_what_ran_before_stays()
    {
        await using var all = await Two(Storage.Sqlite);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        all.World.Target("dev").Script = o => Task.FromResult<ChatOps.Targets.StepOutcome?>(o.Step == Domain.Strategies.StepKind.CheckHealth ? ChatOps.Targets.StepOutcome.Failed("it is ill") : null);
        await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy dev run 1234"), RunStatus.RolledBack);
        await Shown(all, bot, "in_progress success", "in_progress failure");
    }

    [Fact]
    public async Task Where_it_is_not_wanted_or_not_allowed_nothing_waits_for_it()
    {
        await using var all = await Two(Storage.Sqlite);
        all.GitHub.Rights.Take("deployments=write");
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        await Until.True("the log tells it", () => bot.Log.Lines.Any(l => l.Text.Contains("it needs the permission deployments=write", StringComparison.Ordinal)), bot.Seen);
        await bot.Stop();
        var asked = all.GitHub.Asked("/deployments");
        all.World.Settings.Set("Projects:shop:Ci:ShowDeployments", "false");
        bot = await all.World.StartBot();
        await bot.Deploy("dev", 1234);
        await using var db = bot.Db();
        Assert.Single(db.ShownDeployments);
        Assert.Equal(asked, all.GitHub.Asked("/deployments"));
    }

    [Fact]
    public async Task An_App_writes_on_the_commit_where_it_runs()
    {
        await using var all = await WritingChecks();
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);
        await Until.True("three checks are written", () => all.Shop.Checks.Count == 3, bot.Seen);
        Assert.Equal(
            [(all.Shop.Runs[0].Commit, "success"), (all.Shop.Runs[1].Commit, "success"), (all.Shop.Runs[0].Commit, "neutral")],
            all.Shop.Checks.Select(c => ((string)c["head_sha"]!, (string)c["conclusion"]!)));
        Assert.StartsWith("runs in dev since 2026-11-20 ", (string)all.Shop.Checks[1]["output"]!["title"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_runs_there_by_another_run_is_not_said_to_run_no_more()
    {
        await using var all = await WritingChecks();
        all.Run(1235, [8, 9], all.Shop.Runs[1].Commit);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1234);
        await bot.Deploy("dev", 1235);
        await Shown(all, bot, "in_progress success inactive", "in_progress success");
        await bot.Deploy("dev", 1233);
        await Shown(all, bot, "in_progress success inactive", "in_progress success inactive", "in_progress success");
        await Until.True("the check that it runs no more is written", () => all.Shop.Checks.ToList().Exists(c => (string)c["conclusion"]! == "neutral"), bot.Seen);
        Assert.Equal(["success", "success", "neutral"], all.Shop.Checks.Where(c => (string)c["head_sha"]! == all.Shop.Runs[1].Commit).Select(c => (string)c["conclusion"]!));
    }

    private static async Task<GitHubWorld> WritingChecks()
    {
        var all = await Two(Storage.Sqlite);
        all.AsApp();
        all.GitHub.Rights.Installed.Remove("checks=read");
        all.GitHub.Rights.Installed.Add("checks=write");
        return all;
    }

    private static async Task<GitHubWorld> Two(Storage storage)
    {
        var all = await GitHubWorld.Of(storage);
        all.Run(1233, [1, 2, 3]);
        all.Run(1234, [4, 5, 6, 7], all.Shop.Commit("Sell hats"));
        return all;
    }

    private static Task Shown(GitHubWorld all, BotHost bot, params string[] states) => Until.True(
        $"GitHub shows {string.Join(" | ", states)}", () => all.Shop.Deployments.ToList().Select(d => d.Words).SequenceEqual(states), () => $"{string.Join(" | ", all.Shop.Deployments.Select(d => d.Words))}\n{bot.Seen()}");
}
