using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOps.CiSources;
using ChatOps.CiSources.GitHub;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.EndToEnd;

/// <summary>
/// What the bot says to GitHub and reads of it, against a GitHub that others wrote: an App's tokens, commits, files, pull requests, checks and webhooks. It has no runs of
/// workflows, no artifacts and no deployments: those are held against GitHub's description alone.
/// </summary>
public sealed class EmulateTests(Emulate gitHub) : IClassFixture<Emulate>
{
    [EmulateFact]
    public async Task An_Apps_key_opens_the_repository_and_what_came_between_two_commits_is_told()
    {
        var first = await gitHub.Repository("shop");
        var hats = await gitHub.Write("shop", "shop/hats.txt", "Sell hats\n\nAll of them.", "hats");
        var gloves = await gitHub.Write("shop", "shop/gloves.txt", "Sell gloves", "gloves");
        using var connection = Connection();
        var source = new GitHubSource("octo/shop", workflow: null, connection);

        Assert.Equal("write", (await connection.Permissions("octo/shop", default))!["actions"]);
        var changes = await source.Changes(first, gloves, default);
        Assert.Equal([(gloves, "octo", "Sell gloves"), (hats, "octo", "Sell hats")], changes.Select(c => (c.Commit, c.Author, c.Title)));
        Assert.Equal(["shop/gloves.txt", "shop/hats.txt"], changes.SelectMany(c => c.Paths ?? []).Order());
        Assert.Empty(await source.Changes(gloves, first, default));
        Assert.Empty(await source.Changes(gloves, gloves, default));
    }

    [EmulateFact]
    public async Task What_is_not_there_is_told_in_words()
    {
        await gitHub.Repository("empty");
        using var connection = Connection();
        var source = new GitHubSource("octo/empty", workflow: null, connection);
        Assert.Null(await source.Find(1234, default));
        Assert.Null(await source.FindLast(null, default));
        await Says("octo/empty has no workflow ci.yml on GitHub", new GitHubSource("octo/empty", "ci.yml", connection).FindLast(null, default));
        await Says("The GitHub App is not installed for octo/nothing, or there is no such repository.", new GitHubSource("octo/nothing", workflow: null, connection).Find(1234, default));

        var another = Path.Combine(Path.GetDirectoryName(gitHub.Key)!, "another.pem");
        using (var key = RSA.Create(2048)) await File.WriteAllTextAsync(another, key.ExportRSAPrivateKeyPem());
        using var stranger = Connection(another);
        await Says("GitHub did not accept the App's key (401)", new GitHubSource("octo/empty", workflow: null, stranger).Find(1234, default));
    }

    [EmulateFact]
    public async Task Files_pull_requests_and_checks_are_read_and_written_as_it_wants_them()
    {
        await gitHub.Repository("wares");
        var commit = await gitHub.Write("wares", ".chatops.yml", "Say where it goes", "stages: []\n");
        var pull = await gitHub.Propose("wares", "hats", commit, "feature");
        await gitHub.Do(HttpMethod.Put, $"repos/octo/wares/pulls/{pull["number"]}/merge", []);
        using var connection = Connection();

        var file = await connection.Get("octo/wares", $"contents/.chatops.yml?ref={commit}", GitHubJson.Default.Contents, "the file", default, "application/vnd.github.object+json");
        Assert.Equal(("file", 11, "base64", "stages: []\n"), (file!.Type, file.Size, file.Encoding, Encoding.UTF8.GetString(Convert.FromBase64String(file.Content!))));
        Assert.Null(await connection.Get("octo/wares", $"contents/nothing.yml?ref={commit}", GitHubJson.Default.Contents, "the file", default));

        var merged = Assert.Single((await connection.Get("octo/wares", "pulls?state=all", GitHubJson.Default.IReadOnlyListPullRequestAnswer, "the pull requests", default))!);
        Assert.NotNull(merged.MergedAt);
        Assert.Equal(["feature"], merged.Labels!.Select(l => l.Name));

        var check = new NewCheckRun("chatops: staging", commit, "completed", "success", "1-2", new("runs in staging", "1234-abc, run 1234"));
        Assert.Equal(HttpStatusCode.Created, (await connection.Post("octo/wares", "check-runs", check, GitHubJson.Default.NewCheckRun, default)).Status);
        var written = (await gitHub.Do(HttpMethod.Get, $"repos/octo/wares/commits/{commit}/check-runs"))["check_runs"]![0]!;
        Assert.Equal(("chatops: staging", "success", "1-2", "runs in staging"), ((string?)written["name"], (string?)written["conclusion"], (string?)written["external_id"], (string?)written["output"]!["title"]));
    }

    [EmulateFact]
    public async Task The_bot_takes_its_webhooks_and_asks_it_about_runs()
    {
        const string Secret = "It's a Secret to Everybody";
        var commit = await gitHub.Repository("stand");
        await using var world = await World.Of(Storage.Sqlite);
        world.Settings.Without("Projects:shop:Ci").Set("Projects:shop:Ci:Kind", "GitHub").Set("Projects:shop:Ci:Repository", "octo/stand")
            .Set("GitHub:ApiUrl", gitHub.Address).Set("GitHub:AppId", Emulate.AppId).Set("GitHub:PrivateKeyPath", gitHub.Key).Set("GitHub:WebhookSecret", Secret);
        var bot = await world.StartBot();
        var hook = await Hook(bot, Secret);

        var pushed = await gitHub.Write("stand", "hats.txt", "Sell hats", "hats");
        await gitHub.Propose("stand", "gloves", commit, "feature");
        await gitHub.Do(HttpMethod.Post, "repos/octo/stand/releases", new JsonObject { ["tag_name"] = "v1.0.0", ["target_commitish"] = pushed });
        string[] told = [];
        await Until.Found("they are worked off", async () =>
        {
            await using var db = bot.Db();
            told = [.. (await db.CiDeliveries.Where(d => d.DoneAt != null && d.Repository == "octo/stand").Select(d => d.Event).Distinct().ToListAsync()).Order(StringComparer.Ordinal)];
            return told is ["pull_request", "push", "release"] ? told : null;
        }, () => $"{string.Join(", ", told)}\n{bot.Seen()}");

        var known = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilStatus(known, RunStatus.Refused);
        await bot.UntilCardSays(known, "run 1234 is not known to shop's CI (octo/stand on GitHub)");
        var status = await bot.Type(People.Developer, "/release status");
        Assert.Contains("last webhook ", status, StringComparison.Ordinal);
        Assert.DoesNotContain("last webhook never", status, StringComparison.Ordinal);
        Assert.DoesNotContain("lacks", status, StringComparison.Ordinal);

        await gitHub.Do(HttpMethod.Patch, $"repos/octo/stand/hooks/{hook["id"]}", new JsonObject { ["config"] = Config(bot, "another secret") });
        await gitHub.Write("stand", "scarves.txt", "Sell scarves", "scarves");
        await Until.True("it is refused", () => bot.Log.Lines.Any(l => l.Text.Contains("its signature is missing or does not match", StringComparison.Ordinal)), bot.Seen);
    }

    private GitHubConnection Connection(string? key = null) => new(
        new() { ApiUrl = gitHub.Address, AppId = Emulate.AppId, PrivateKeyPath = key ?? gitHub.Key }, TimeProvider.System, new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100), Tries: 4));

    private Task<JsonNode> Hook(BotHost bot, string secret) => gitHub.Do(HttpMethod.Post, "repos/octo/stand/hooks", new JsonObject
    {
        ["config"] = Config(bot, secret),
        ["events"] = new JsonArray("push", "pull_request", "release"),
    });

    private static JsonObject Config(BotHost bot, string secret) =>
        new() { ["url"] = new Uri(bot.Hands.Http.BaseAddress!, "github/webhook").ToString(), ["content_type"] = "json", ["secret"] = secret };

    private static async Task Says(string words, Task asked) => Assert.Contains(words, (await Assert.ThrowsAsync<CiUnavailableException>(() => asked)).Message, StringComparison.Ordinal);
}
