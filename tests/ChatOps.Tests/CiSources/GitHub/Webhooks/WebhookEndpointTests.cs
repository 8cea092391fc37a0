using System.Net;
using System.Text.Json.Nodes;
using System.Text;
using ChatOps.Tests.EndToEnd;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.CiSources.GitHub.Webhooks;

/// <summary>What comes in at the door for webhooks, and what does not.</summary>
public sealed class WebhookEndpointTests
{
    private static readonly string[] Heard = ["check_run", "deployment_status", "deployment_protection_rule", "pull_request", "push", "release", "workflow_job", "workflow_run"];

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Only_what_GitHub_signed_comes_in_and_it_is_answered_without_asking_anybody(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var bot = await all.World.StartBot();
        await GitHubWorld.UntilChecked(bot);
        var calls = all.GitHub.Calls.Count;
        var body = Encoding.UTF8.GetBytes(Webhook.AboutRun(1234).ToJsonString());
        var signature = Webhook.Signature(body);

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(body, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(body, Webhook.Signature(body, "Another secret")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(body, $"sha256={signature[7..].ToUpperInvariant()}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status([.. body, (byte)' '], signature));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("{"u8.ToArray(), signature));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(body, signature, id: null));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(body, signature, id: new string('1', 101)));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(body, signature, id: "<!channel>"));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(body, signature, kind: null));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Status(body, signature, type: "application/x-www-form-urlencoded"));
        var tooLong = new byte[(4 << 20) + 1];
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Status(tooLong, Webhook.Signature(tooLong)));
        await using (var db = bot.Db()) Assert.Empty(await db.CiDeliveries.ToListAsync());

        // GitHub's documented example: well signed, and no JSON.
        Assert.Equal(HttpStatusCode.OK, await Status("Hello, World!"u8.ToArray(), "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "1"));
        var other = Encoding.UTF8.GetBytes(Webhook.AboutRun(1234, repository: "octo/other").ToJsonString());
        Assert.Equal(HttpStatusCode.OK, await Status(other, Webhook.Signature(other), "2"));
        Assert.Equal(HttpStatusCode.OK, await Status(body, signature, "3", "star"));
        Assert.Equal(HttpStatusCode.Accepted, await Status(body, signature, "4"));
        Assert.Contains("known already", (await Webhook.Deliver(bot.Hands.Http, body, signature, "4", "workflow_run")).Body, StringComparison.Ordinal);

        await Until.Found("it is worked off", async () =>
        {
            await using var db = bot.Db();
            return await db.CiDeliveries.AllAsync(d => d.DoneAt != null) ? "" : null;
        }, bot.Seen);
        await using (var db = bot.Db())
        {
            Assert.Equal([("1", null, null), ("2", null, null), ("3", null, null), ("4", "octo/shop", 1234)],
                (await db.CiDeliveries.OrderBy(d => d.Id).ToListAsync()).Select(d => (d.Id, d.Repository, d.CiRun)));
        }

        Assert.Equal(calls, all.GitHub.Calls.Count);
        Assert.DoesNotContain(bot.Log.Lines, l => l.Text.Contains(Webhook.Secret, StringComparison.Ordinal) || l.Text.Contains("@shop.example", StringComparison.Ordinal));
        var status = await bot.Type(People.Developer, "/release status");
        Assert.Contains("octo/shop on GitHub: 4,9", status, StringComparison.Ordinal);
        Assert.Contains("last asked for news never; last webhook 12:", status, StringComparison.Ordinal);

        async Task<HttpStatusCode> Status(byte[] sent, string? signed, string? id = "0", string? kind = "workflow_run", string type = "application/json") =>
            (await Webhook.Deliver(bot.Hands.Http, sent, signed, id, kind, type)).Status;
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_taken_and_the_log_says_so_once()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        for (var i = 0; i < 3; i++)
        {
            var answer = await Webhook.Deliver(bot.Hands.Http, [], Webhook.Signature([], ""), "1", "ping");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "This bot takes no webhooks: GitHub:WebhookSecret is not set.\n"), (answer.Status, answer.Body));
        }

        Assert.Single(bot.Log.Lines, l => l.Text.Contains("GitHub:WebhookSecret is not set", StringComparison.Ordinal));
        Assert.Contains("no webhooks are set up", await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);
    }

    [GitHubWebhooksFact]
    public async Task Every_event_that_GitHub_gives_as_an_example_is_taken_or_ignored_and_each_once()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var bot = await all.World.StartBot();
        var events = JsonNode.Parse(await File.ReadAllBytesAsync(Needed.GitHubWebhooks))!.AsArray()
            .SelectMany(e => e!["examples"]!.AsArray().Select((x, i) => (Kind: (string)e["name"]!, Id: $"{(string)e["name"]!}-{i}", About: x!.AsObject()))).ToList();
        Assert.Equal(58, events.Select(e => e.Kind).Distinct().Count());

        await Parallel.ForEachAsync(events, async (e, _) => Assert.Equal(HttpStatusCode.OK, (await bot.Hands.Tell(e.Kind, e.About, e.Id)).Status));
        foreach (var e in events.Where(e => e.About["repository"] is JsonObject)) e.About["repository"]!["full_name"] = "octo/SHOP";
        await Parallel.ForEachAsync(events, async (e, _) =>
        {
            Assert.Contains("known already", (await bot.Hands.Tell(e.Kind, e.About, e.Id)).Body, StringComparison.Ordinal);
            Assert.Equal(Heard.Contains(e.Kind) ? HttpStatusCode.Accepted : HttpStatusCode.OK, (await bot.Hands.Tell(e.Kind, e.About, $"{e.Id}-ours")).Status);
        });

        await using var db = bot.Db();
        Assert.Equal(2 * events.Count, await db.CiDeliveries.CountAsync());
        Assert.Equal(events.Count(e => Heard.Contains(e.Kind)), await db.CiDeliveries.CountAsync(d => d.Repository == "octo/shop"));
    }
}
