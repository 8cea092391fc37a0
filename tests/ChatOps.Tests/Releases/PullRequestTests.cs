using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.Pipelines.Stages;

namespace ChatOps.Tests.Releases;

/// <summary>The pull requests that a range came by, as GitHub tells them: on the card, in a comparison, in release notes, and for whoever decides.</summary>
public sealed class PullRequestTests
{
    private const string Hostile = "Hats <!channel> & *bold* `code` [x](https://evil.example)";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_GitHub_that_is_slow_costs_time_and_not_the_answer(Storage storage)
    {
        await using var all = await Hats(storage, "breaking");
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        var slow = new TaskCompletionSource();
        all.GitHub.Holds = path => path.EndsWith("/pulls", StringComparison.Ordinal) ? slow.Task : Task.CompletedTask;

        var reply = await bot.Hands.Type(People.Developer, "/release diff dev run 1234");
        Assert.True(Hands.IsLate(reply), reply);
        slow.SetResult();
        var told = await bot.UntilWhispered(People.Developer, "2 pull requests\n• #12 Hats ");
        Assert.Contains("3 commits by developer, octo-pull", told.Text);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task They_are_shown_with_titles_labels_and_authors_wherever_changes_are_read(Storage storage)
    {
        await using var all = await Hats(storage, "breaking", "feature");
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);

        var diff = await bot.Type(People.Developer, "/release diff dev run 1234");
        foreach (var words in new[]
        {
            "3 commits by developer, octo-pull", "2 pull requests\n• #12 Hats &lt;!channel&gt; &amp; ", " – octo-pull; breaking, feature", "• #13 Bags – developer; not merged", "Labels: breaking, feature",
        }) Assert.Contains(words, diff);

        var run = await bot.Deploy("dev", 1234);
        var card = await bot.UntilCardSays(run, "succeeded");
        foreach (var words in new[]
        {
            "*2 pull requests*", $"• <{all.GitHub.Address}/octo/shop/pull/12|#12> Hats ", "&lt;!channel&gt; &amp; ", " – octo-pull; breaking, feature", $"• <{all.GitHub.Address}/octo/shop/pull/13|#13> Bags – developer; not merged",
        }) Assert.Contains(words, card.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel>", card.Everything, StringComparison.Ordinal);

        var notes = await bot.Type(People.Developer, "/release notes dev since run 1233");
        foreach (var words in new[] { "Breaking changes:\n• Sell hats (developer)", "Pull requests: #12 by octo-pull, #13 by developer", "By: developer, octo-pull" }) Assert.Contains(words, notes);
        var markdown = await NotesTests.UntilMarkdown(all.World, bot, "### Pull requests");
        Assert.Contains($"- [#12]({all.GitHub.Address}/octo/shop/pull/12) Hats \\<\\!channel\\> \\& \\*bold\\* 'code' \\[x\\](https://evil.example) (octo-pull; breaking, feature)", markdown, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_label_that_the_settings_name_takes_one_more_and_so_does_what_may_not_be_read(Storage storage)
    {
        await using var all = await Hats(storage, "Breaking");
        all.World.Settings.Environment("live", approvals: 1, port: 4).Of("live", "Approval:MoreForRisks", "true").Set("Projects:shop:Risks:breaking:0", "label:breaking");
        var bot = await all.World.StartBot();
        await bot.Deploy("live", 1233, People.Approver);

        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.UntilCard(run, "asks for one more", c => c.Everything.Contains("breaking (label breaking)", StringComparison.Ordinal) && c.Everything.Contains("0 of 2 from @approvers", StringComparison.Ordinal));
        await bot.Press(People.Approver, run, "approve");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);

        all.Run(1235, [9], all.Shop.Commit("Sell ties"));
        all.GitHub.Rights.Take("pull_requests=read");
        var unread = await bot.Begin(People.Developer, "/deploy live run 1235");
        await bot.UntilCard(unread, "asks for one more", c => c.Everything.Contains("breaking (can't be ruled out: the labels of pull requests are not known)", StringComparison.Ordinal) && c.Everything.Contains("0 of 2 from @approvers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_commits_can_not_be_read_people_are_told_and_nothing_waits_for_them()
    {
        await using var all = await Hats(Storage.Sqlite);
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1233);
        all.GitHub.Rights.Take("contents=read");
        var run = await bot.Deploy("dev", 1234);
        await bot.UntilThreadSays(run, "The commits in between could not be listed: ");
        Assert.DoesNotContain("pull request", (await bot.UntilCardSays(run, "succeeded")).Everything, StringComparison.Ordinal);
    }

    // One pull request was merged, another is open; none of the commits says so, and one came by none.
    private static async Task<GitHubWorld> Hats(Storage storage, params string[] labels)
    {
        var all = await GitHubWorld.Of(storage);
        all.Run(1233, [1]);
        var hats = all.Shop.Pull(Hostile, all.Shop.Commit("Sell hats"));
        (hats.By, hats.Labels) = ("octo-pull", labels);
        all.Shop.Commit("Sell shoes");
        var bags = all.Shop.Commit("Sell bags");
        all.Shop.Pull("Bags", bags).IsMerged = false;
        all.Run(1234, [2], bags);
        return all;
    }
}
