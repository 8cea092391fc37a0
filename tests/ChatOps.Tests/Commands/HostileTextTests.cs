using System.Text.Json.Nodes;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Targets;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Commands;

/// <summary>Whatever people, branches, commits and programs are called: nobody is pinged and no link is forged. (The harness reads every message for live markup.)</summary>
public class HostileTextTests
{
    private const string Evil = "<!channel> <!here|x> <@U0BOSS> <http://evil.example|Approve> & *b* _i_ ~s~ `c` \u202Ekcah\u202C >q 🚨";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nothing_of_it_is_live_in_Slack(Storage storage)
    {
        await using var world = await World.Of(storage);
        var ci = new ShopCi(world.Settings);
        foreach (var id in new[] { 1233L, 1234L }) ci.Change(id, Poison);
        ci.ChangeCommits(commits =>
        {
            foreach (var commit in commits) (commit!["author"], commit["title"]) = (Evil, Evil);
        });
        world.Slack.Approvers = [.. People.Approvers, People.Prankster];
        var bot = await world.StartBot();

        var first = await bot.Begin(People.Developer, "/deploy staging run 1233");
        await bot.Press(People.Approver, first, "approve");
        await bot.UntilStatus(first, RunStatus.Succeeded);

        world.Target("staging").Script = order => Task.FromResult<StepOutcome?>(order.Step == StepKind.CheckHealth ? StepOutcome.Failed(Evil, Evil + "\n```\n" + Evil) : null);
        var run = await bot.Begin(People.Prankster, $"/deploy staging run 1234 because {Evil}");
        // The card may ask before the commits are listed.
        var asked = await bot.UntilCard(run, "asks and tells the changes", c => c.Button("approve") is not null && c.Everything.Contains("changes", StringComparison.Ordinal));
        Assert.Contains("&lt;!channel&gt;", asked.Everything);
        await bot.Hands.Press(People.Prankster, asked, "approve");
        await bot.UntilWhispered(People.Prankster, "somebody else must approve it");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilStatus(run, RunStatus.RolledBack);
        await bot.UntilCardSays(run, "rolled back");
        await Until.True("the thread tells all", () => world.Slack.ThreadOf(run).Count >= 2, bot.Seen);

        var rejected = await bot.Begin(People.Developer, $"/deploy staging run 1234 because {Evil}");
        await bot.Press(People.Prankster, rejected, "reject");
        var form = await Until.Found("the form opens", () => world.Slack.Forms.SingleOrDefault(), bot.Seen);
        await bot.Hands.Submit(People.Prankster, form, Evil);
        await bot.UntilCardSays(rejected, "refused");

        foreach (var line in new[] { "/release status", "/release history", "/release why staging run 1234", $"/deploy {Evil}", $"/release {Evil}", "/<!channel>" })
            Assert.NotEmpty(await bot.Type(People.Prankster, line));
        Assert.Contains(await bot.Audit(), a => a.WhoName?.Contains("<!channel>", StringComparison.Ordinal) == true);
    }

    private static void Poison(JsonObject run)
    {
        (run["branch"], run["version"], run["actor"]) = (Evil, $"1.0 {Evil}", Evil);
        foreach (var job in run["jobs"]!.AsArray()) job!["summary"] = Evil;
    }
}
