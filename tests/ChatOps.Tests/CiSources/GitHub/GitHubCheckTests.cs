using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.Targets.GitHubWorkflow;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>What a token or an App lacks is named once the bot has started, in the log and to whoever asks.</summary>
public sealed class GitHubCheckTests
{
    [Theory]
    [InlineData("pull_requests=read", "pull_requests: read")]
    [InlineData("contents=read", "contents: read")]
    [InlineData("deployments=write", "deployments: write")]
    [InlineData("attestations=read", "attestations: read")]
    public async Task What_a_fine_grained_token_may_not_read_is_named(string permission, string words)
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        all.World.Settings.Of("staging", "Gates:Provenance:Repository", "octo/shop").Of("staging", "Gates:Provenance:Workflow", ".github/workflows/ci.yml");
        all.GitHub.Rights.Take(permission);
        await IsTold(await all.World.StartBot(), $"The GitHub token lacks the permission {words} for octo/shop");
    }

    [Fact]
    public async Task What_can_not_be_seen_without_changing_something_is_not_guessed()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        all.GitHub.Rights.Reduce("deployments=write", "deployments=read");
        var bot = await all.World.StartBot();
        await IsLogged(bot, "does not tell of a fine-grained token what it may change in octo/shop; needed: deployments: write.");
        Assert.DoesNotContain(bot.Log.Lines, l => l.Text.Contains("lacks", StringComparison.Ordinal));
        Assert.DoesNotContain(all.GitHub.Calls, c => !c.Line.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deployments=write", "deployments=read", "deployments: write")]
    [InlineData("checks=write", "checks=read", "checks: write")]
    [InlineData("actions=write", "actions=read", "actions: write")]
    public async Task Of_an_App_GitHub_tells_what_it_may_change(string has, string reduced, string words)
    {
        await using var all = await WorkflowBed.Of(Storage.Sqlite);
        all.AsApp();
        all.GitHub.Rights.Reduce("checks=read", "checks=write");
        all.GitHub.Rights.Reduce(has, reduced);
        await IsTold(await all.World.StartBot(), $"The GitHub App lacks the permission {words} for octo/shop");
    }

    [Theory]
    [InlineData(true, "read:org", "the scope repo for octo/shop")]
    [InlineData(true, "", "the scope repo for octo/shop")]
    [InlineData(false, "read:org", "the scope repo (or public_repo) for octo/shop")]
    public async Task A_classic_token_has_scopes(bool isPrivate, string scopes, string words)
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        (all.Shop.IsPrivate, all.GitHub.Rights.Scopes) = (isPrivate, scopes);
        await IsTold(await all.World.StartBot(), $"The GitHub token lacks {words}");
    }

    [Theory]
    [InlineData(true, "repo, read:org")]
    [InlineData(false, "public_repo")]
    [InlineData(false, "repo_deployment")]
    public async Task A_classic_token_with_enough_lacks_nothing(bool isPrivate, string scopes)
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        (all.Shop.IsPrivate, all.GitHub.Rights.Scopes) = (isPrivate, scopes);
        all.Run(1234, GitHubBed.Bytes(100));
        var bot = await all.World.StartBot();
        await bot.Deploy("dev", 1234);
        Assert.DoesNotContain(bot.Log.Lines, l => l.Text.Contains("lacks", StringComparison.Ordinal));
        Assert.DoesNotContain("lacks", await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);
    }

    private static async Task IsTold(BotHost bot, string words)
    {
        await IsLogged(bot, words);
        Assert.Contains(words, await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);
    }

    private static Task IsLogged(BotHost bot, string words) =>
        Until.True("the log tells it", () => bot.Log.Lines.Any(l => l.Text.Contains(words, StringComparison.Ordinal)), bot.Seen);
}
