using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.Targets.GitHubWorkflow;

/// <summary>GitHub asks its own reviewers before a workflow touches an environment: the card shows it, and who approved here need not approve there.</summary>
public sealed class ReviewTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Who_approved_here_releases_it_there_by_a_persons_token(Storage storage)
    {
        await using var all = await Asking(storage);
        var (bot, run, work) = await Waiting(all, new PendingState(7, "staging", MayAnswer: true, IsRule: false, "release-captain"));
        await Until.True("it is released", () => work.Pending.Count == 0, bot.Seen);
        Assert.Equal(new GivenState("approved", "token-owner", "Approved in Slack by approver", "staging"), Assert.Single(work.Given));
        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(run), a => a.Why.Contains("approved on GitHub by token-owner: Approved in Slack by approver", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_App_that_is_a_protection_rule_releases_it(Storage storage)
    {
        await using var all = await Asking(storage);
        all.AsApp();
        var (bot, run, work) = await Waiting(all, new PendingState(7, "staging", MayAnswer: false, IsRule: true));
        await Until.True("it is released", () => work.Pending.Count == 0, bot.Seen);
        Assert.Equal(("approved", "Approved in Slack by approver"), (work.Given[0].State, work.Given[0].Comment));
        Assert.Equal(0, all.GitHub.Calls.Count(c => c.Line.StartsWith("POST", StringComparison.Ordinal) && c.Line.EndsWith("/pending_deployments", StringComparison.Ordinal)));
        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory]
    [InlineData(false, "octo/shop on GitHub asks for staging: release-captain; people approved here, but the token's owner is none of those whom GitHub asks")]
    [InlineData(true, "octo/shop on GitHub asks for staging: release-captain; people approved here, but the App is no protection rule of staging on GitHub (422)")]
    public async Task Where_it_may_not_answer_the_card_says_whom_GitHub_asks_and_who_decided_there(bool isApp, string words)
    {
        await using var all = await Asking(Storage.Sqlite);
        if (isApp) all.AsApp();
        var (bot, run, work) = await Waiting(all, new PendingState(7, "staging", MayAnswer: false, IsRule: false, "release-captain"));
        await bot.UntilCard(run, "shows the gate", c => c.Everything.Contains(words, StringComparison.Ordinal));
        work.Answer([.. work.Pending], "approved", "release-captain", "Looks well");
        await all.GoesOn();
        await bot.UntilCard(run, "shows it no more", c => !c.Everything.Contains("asks for staging", StringComparison.Ordinal));
        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await bot.Audit(run), a => a.Why.Contains("approved on GitHub by release-captain: Looks well", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_no_on_GitHub_ends_it_with_the_name_of_who_said_it_and_changes_nothing()
    {
        await using var all = await Asking(Storage.Sqlite);
        var (bot, run, work) = await Waiting(all, new PendingState(7, "staging", MayAnswer: false, IsRule: false, "release-captain"));
        await bot.UntilCard(run, "shows the gate", c => c.Everything.Contains("asks for staging: release-captain", StringComparison.Ordinal));
        work.Answer([.. work.Pending], "rejected", "release-captain", "Not today");
        await all.GoesOn();
        Assert.Contains("before it began anything, rejected on GitHub by release-captain: Not today", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
        Assert.Equal(1, all.GitHub.Asked("/dispatches"));
    }

    [Fact]
    public async Task Where_nobody_approved_here_nobody_is_passed_over_there()
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        var (bot, run, work) = await Waiting(all, new PendingState(7, "staging", MayAnswer: true, IsRule: false, "release-captain"));
        await bot.UntilCard(run, "shows the gate", c => c.Everything.Contains("octo/shop on GitHub asks for staging: release-captain", StringComparison.Ordinal));
        await all.GoesOn();
        await bot.Press(People.Developer, run, "cancel");
        await bot.UntilStatus(run, RunStatus.Cancelled);
        Assert.Empty(work.Given);
        Assert.True(work.IsCancelled);
    }

    private static async Task<GitHubWorld> Asking(Storage storage)
    {
        var all = await WorkflowBed.Of(storage);
        all.World.Settings.Of("staging", "Approval:Count", "1");
        return all;
    }

    private static async Task<(BotHost Bot, long Run, RunState Work)> Waiting(GitHubWorld all, PendingState pending)
    {
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        if (all.World.Settings["Projects:shop:Environments:staging:Approval:Count"] == "1") await bot.Press(People.Approver, run, "approve");
        var work = await all.UntilDispatched(bot);
        work.WaitsFor(pending);
        await all.GoesOn();
        return (bot, run, work);
    }
}
