using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>A hotfix leaves out an environment: where the policy lets it, with one more person, and never in silence.</summary>
public class HotfixTests
{
    private const string Command = "/deploy production run 1234 skipping staging because the shop is down";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_takes_one_person_more_and_is_named_everywhere(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Of("production", "MaySkip:0", "staging");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, Command);
        var card = await bot.UntilCardSays(run, "Deploy shop 1.4.2 to production, skipping staging: waiting for approval", "0 of 3 from @approvers, one more because staging is skipped");
        Assert.Contains("skipped by developer: the shop is down", card.Everything);
        Assert.Contains("after staging: skipped by developer: the shop is down", await bot.Type(People.Developer, "/release why production run 1234"));

        await bot.Press(People.Approver, run, "approve");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilCardSays(run, "2 of 3");
        Assert.Empty(world.Target("production").Given);
        await bot.Press(People.ThirdApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        await bot.UntilCardSays(run, "skipping staging: succeeded");
        Assert.Contains(await bot.Audit(run), a => a.What == "run.requested" && a.Why!.Contains("to run 1234, skipping staging: the shop is down", StringComparison.Ordinal));
        Assert.Equal("3 of @approvers, skipping staging", (await bot.Load(run)).Decision!.Policy);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Without_the_policy_it_is_refused_in_words_and_recorded(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var words = await bot.Type(People.Developer, Command);
        Assert.Equal("staging can't be skipped on the way to production: the policy does not allow it. Deploy it there first: /deploy staging run 1234", words);
        Assert.Contains(await bot.Audit(), a => a.What == "deployment.refused" && a.Why!.Contains("can't be skipped", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Retry_skips_again_only_while_the_policy_lets_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Of("production", "MaySkip:0", "staging");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, Command);
        await bot.Press(People.Developer, run, "cancel");
        await bot.UntilStatus(run, RunStatus.Cancelled);
        await bot.Press(People.Developer, run, "retry");
        var again = Hands.NumberIn((await bot.UntilWhispered(People.Developer, "production, skipping staging")).Text);
        await bot.UntilCardSays(again, "0 of 3 from @approvers, one more because staging is skipped");
    }

    [Theory]
    [InlineData("/deploy production run 1234 skipping staging", "Say why staging is skipped: /deploy production run 1234 skipping staging because <reason>")]
    [InlineData("/deploy production run 1234 skipping dev because x", "production does not come right after dev")]
    [InlineData("/deploy production run 1234 skipping stagin because x", "Did you mean staging?")]
    [InlineData("/deploy production run 1234 skipping", "Which environment?")]
    public async Task What_is_wrong_is_said(string line, string words)
    {
        await using var world = await World.Of(Storage.Sqlite);
        world.Settings.Of("production", "MaySkip:0", "staging");
        var bot = await world.StartBot();
        Assert.Contains(words, ChatOps.Slack.Blocks.Mrkdwn.Unescape(await bot.Type(People.Developer, line)));
        Assert.Equal(0, (await bot.Rows()).Runs);
    }
}
