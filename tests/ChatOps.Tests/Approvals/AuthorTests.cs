using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.Approvals;

/// <summary>Where authors may not approve, and GitHub is the CI: who wrote what is told by accounts that people have shown to be theirs, never by names.</summary>
public sealed class AuthorTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Whoever_wrote_a_commit_or_opened_its_pull_request_does_not_approve_nor_does_whoever_is_not_linked(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        world.Run(1233);
        // A name proves nothing: the third approver's is a login of somebody else's.
        world.Shop.Commit("Sell hats", "third-approver");
        var shoes = world.Shop.Commit("Sell shoes", "octo-dev");
        world.Shop.Pull("Shoes", shoes).By = "octo-pull";
        world.Run(1234);
        await world.Bot.Deploy("staging", 1233, People.Approver);

        var run = await world.Bot.Begin(People.Developer, "/deploy staging run 1234");
        await world.Refused(People.Approver, run, $"authors may not approve here, and which account at {world.Host} is yours is not known. Type /release link first, then press again.");
        await world.Link(People.Approver, "octo-dev");
        await world.Refused(People.Approver, run, "the range holds a commit of yours, so somebody else must approve it");
        await world.Link(People.SecondApprover, "octo-pull");
        await world.Refused(People.SecondApprover, run, $"the range holds a commit of a pull request of yours ({shoes[..7]}), so somebody else must approve it");
        await world.Link(People.ThirdApprover, "octo-third");
        await world.Bot.Press(People.ThirdApprover, run, "approve");
        await world.Bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains(await world.Bot.Audit(run), a => a.What == "approvers.checked");
    }

    [Fact]
    public async Task Whoever_wrote_it_together_with_its_author_does_not_approve_either()
    {
        await using var world = await LinkWorld.Of(Storage.Sqlite);
        world.Run(1233);
        world.Shop.Commit($"Sell hats\n\nCo-authored-by: A Pair <{Shapes.NumberOf("octo-pair")}+octo-pair@users.noreply.{new Uri(world.GitHub.Address).Host}>", "octo-dev");
        world.Run(1234);
        await world.Bot.Deploy("staging", 1233, People.Approver);

        var run = await world.Bot.Begin(People.Developer, "/deploy staging run 1234");
        await world.Link(People.Approver, "octo-pair");
        await world.Refused(People.Approver, run, "the range holds a commit of yours, so somebody else must approve it");
        await world.Link(People.SecondApprover, "octo-second");
        await world.Bot.Press(People.SecondApprover, run, "approve");
        await world.Bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_approval_of_somebody_who_is_linked_no_more_is_void_when_it_would_begin(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage, approvals: 2);
        world.Run(1233);
        world.Shop.Commit("Sell hats", "octo-dev");
        world.Run(1234);
        await world.Bot.Deploy("staging", 1233, People.Approver, People.SecondApprover);
        await world.Link(People.Approver, "octo-one");
        await world.Link(People.SecondApprover, "octo-two");

        var run = await world.Bot.Begin(People.Developer, "/deploy staging run 1234");
        await world.Bot.Press(People.Approver, run, "approve");
        await Until.Found("it is counted", async () => (await world.Bot.Load(run)).YesCount == 1 ? "" : null, world.Bot.Seen);
        await world.Bot.Type(People.Approver, "/release unlink");
        await world.Bot.Press(People.SecondApprover, run, "approve");
        await Until.True("the thread says why", () => world.World.Slack.ThreadOf(run).Any(m => m.Everything.Contains($"which account at {world.Host} is approver's is not known any more", StringComparison.Ordinal)), world.Bot.Seen);
        Assert.Null(world.World.Target("staging").Serving is { CiRun: 1234 } early ? early : null);

        await world.Link(People.Approver, "octo-one-again");
        await world.Bot.Press(People.Approver, run, "approve");
        await world.Bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_commit_of_nobodys_account_is_approved_only_where_its_pull_request_tells_whose_it_is(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        world.Run(1233);
        var hats = world.Shop.Commit("Sell hats", login: null);
        world.Run(1234);
        await world.Bot.Deploy("staging", 1233, People.Approver);
        await world.Link(People.Approver, "octo-one");

        var run = await world.Bot.Begin(People.Developer, "/deploy staging run 1234");
        await world.Refused(People.Approver, run, $"{world.Host} knows no account of whoever wrote commit {hats[..7]} (Some One). Let its author add their e-mail address to their account there, then deploy it again.");
        await world.Bot.Type(People.Developer, $"/release cancel #{run}");
        await world.Bot.UntilStatus(run, RunStatus.Cancelled);

        world.Shop.Pull("Hats", hats).By = "octo-dev";
        await world.Bot.Deploy("staging", 1234, People.Approver);
    }
}
