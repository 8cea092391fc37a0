using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.Targets.GitHubWorkflow;

/// <summary>What can go wrong where a workflow deploys.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task GitHub_may_be_away_for_a_while_and_nothing_is_started_twice()
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot);
        work.IsAt(2);
        all.GitHub.Faults.Add($"/actions/runs/{work.Id}", FaultKind.Status, 503);
        await all.GoesOn();
        await bot.UntilCardSays(run, "GitHub failed (503)");
        await all.Clock.Move(TimeSpan.FromMinutes(5));
        all.GitHub.Faults.Clear();
        work.Ends("success");
        await all.Clock.Move(TimeSpan.FromSeconds(30));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(1, all.GitHub.Asked("/dispatches"));
    }

    [Fact]
    public async Task When_GitHub_can_not_be_asked_for_long_the_outcome_is_unknown()
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot);
        work.IsAt(2);
        all.GitHub.Faults.Add($"/actions/runs/{work.Id}", FaultKind.Status, 503);
        await all.GoesOn();
        await bot.UntilCardSays(run, "GitHub failed (503)");
        await all.Clock.Move(TimeSpan.FromMinutes(16));
        Assert.Contains("It was asked for 900 s how this ended", (await bot.UntilStatus(run, RunStatus.OutcomeUnknown)).Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no such workflow", "octo/shop has no workflow deploy.yml on GitHub")]
    [InlineData("no correlation", "deploy.yml of octo/shop takes no input named correlation")]
    [InlineData("may not", "GitHub refuses to start deploy.yml of octo/shop (403): it needs the permission actions=write")]
    [InlineData("rejected", "of deploy.yml ended before it began anything: failure")]
    [InlineData("gone", "GitHub has shop of run 1234 no more, and deploy.yml fetches it from there; run CI again")]
    public async Task What_can_not_begin_changes_nothing(string what, string words)
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1234);
        if (what == "no such workflow") all.Shop.Workflows.Remove("deploy.yml");
        if (what == "no correlation") all.Shop.Workflows["deploy.yml"] = ["run_id", "digest", "environment"];
        if (what == "may not") all.GitHub.Rights.Reduce("actions=write", "actions=read");
        // Between the look at the gates and the deployment: the bytes are in our store, and GitHub's are others.
        if (what == "gone")
        {
            all.World.Settings.Of("staging", "Approval:Count", "1");
            await bot.Stop();
            bot = await all.World.StartBot();
        }

        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        if (what == "gone")
        {
            await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
            all.Shop.Artifacts.Single(a => a.Run == 1234).IsExpired = true;
            await bot.Press(People.Approver, run, "approve");
        }

        if (what == "rejected")
        {
            var work = await all.UntilDispatched(bot);
            (work.Status, work.Conclusion) = ("completed", "failure");
            work.Jobs[0] = new("deploy", "completed", "failure");
            await all.GoesOn();
        }

        var ended = await Until.Found("it has ended", async () => await bot.Load(run) is var r && r.Status.IsFinal() ? r : null, bot.Seen);
        Assert.True(ended.Notice.Contains(words, StringComparison.Ordinal), $"{ended.Status}: {ended.Notice}");
        Assert.Equal(RunStatus.RolledBack, ended.Status);
        Assert.Equal(what == "rejected" ? 1 : 0, all.Dispatched().Count);
    }

    [Fact]
    public async Task What_GitHub_never_began_is_not_asked_for_again()
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        all.GitHub.Faults.Add("/dispatches", FaultKind.Status, 502, times: 1);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilCard(run, "waits", c => c.Everything.Contains("deploy.yml is asked for", StringComparison.Ordinal));
        await all.Clock.Move(TimeSpan.FromMinutes(3));
        Assert.Contains("shows no run of it with our correlation", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
        Assert.Equal((1, 0), (all.GitHub.Asked("/dispatches"), all.Dispatched().Count));
    }

    [Fact]
    public async Task While_it_waits_for_its_turn_a_cancel_calls_it_off()
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot);
        await bot.Press(People.Developer, run, "cancel");
        await all.GoesOn();
        await Until.True("the workflow is called off", () => work.IsCancelled, bot.Seen);
        await all.GoesOn();
        Assert.Contains("cancelled by developer", (await bot.UntilStatus(run, RunStatus.Cancelled)).Notice, StringComparison.Ordinal);
        Assert.Equal(1, all.GitHub.Asked("/dispatches"));
    }

    [Fact]
    public async Task One_that_takes_too_long_is_called_off_before_anything_is_put_back()
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        await all.Serves1233(bot);
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot, 2);
        work.IsAt(2);
        await all.GoesOn();
        await bot.UntilCard(run, "follows it", c => c.Everything.Contains("1 of 3 steps", StringComparison.Ordinal));
        await all.Clock.Move(TimeSpan.FromHours(1.1));
        (await all.UntilDispatched(bot, 3)).Ends("success");
        Assert.True(work.IsCancelled);
        await all.GoesOn();
        Assert.Contains("deploy.yml took longer than 01:00:00, and was called off", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
    }
}
