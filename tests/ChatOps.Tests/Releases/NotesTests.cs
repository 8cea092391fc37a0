using System.Net;
using System.Text.Json.Nodes;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Releases;

/// <summary>Release notes: by the labels of pull requests and by commit titles, with authors, for people and as Markdown; hostile text is only text.</summary>
public class NotesTests
{
    private const string Evil = "fix: <!channel> `rm -rf` **bold** [here](https://evil.example) &lt;b&gt; <script>alert(1)</script> (#124)";

    private static async Task<World> WithLabels(Storage storage)
    {
        var world = await World.Of(storage);
        new ShopCi(world.Settings).ChangeCommits(commits =>
        {
            foreach (var commit in commits.Select(c => c!.AsObject()))
            {
                var sha = commit["sha"]!.GetValue<string>();
                if (sha.StartsWith("ae6a81d", StringComparison.Ordinal)) (commit["title"], commit["labels"]) = ("SHOP-12: round the cart's total once (#123)", new JsonArray("area/cart", "Bug"));
                if (sha.StartsWith("632ba9c", StringComparison.Ordinal)) (commit["title"], commit["author"]) = (Evil, "<!here> *second*");
                if (sha.StartsWith("22ea353", StringComparison.Ordinal)) commit["labels"] = new JsonArray("area/cart");
            }
        });
        world.Settings.Set("Projects:shop:Tickets:0:Pattern", @"SHOP-\d+").Set("Projects:shop:Tickets:0:Url", "https://tickets.example/{0}").Set("Projects:shop:Notes:Cart:0", "area/cart");
        return world;
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task They_go_by_label_with_authors_and_come_as_Markdown_too(Storage storage)
    {
        await using var world = await WithLabels(storage);
        var bot = await world.StartBot();
        Assert.Contains("Nothing came to staging in the last seven days; to look further back, type: /release notes staging since run", await bot.Type(People.Developer, "/release notes staging"));
        Assert.Contains("Run 1233 never ran in staging, so there is nothing to count from.", await bot.Type(People.Developer, "/release notes staging since run 1233"));
        await bot.Deploy("staging", 1233, People.Approver);
        await bot.Deploy("staging", 1234, People.Approver);

        var notes = await bot.Type(People.Developer, "/release notes staging since run 1233");
        foreach (var words in new[]
        {
            "shop staging: release notes", "Releases: 1.4.2 (run 1234, ", "Cart:\n• SHOP-12: round the cart's total once (#123) (developer)", "Fixes:\n• &lt;!channel&gt;", "(&lt;!here&gt; ",
            "Pull requests: #123, #124", "Tickets: SHOP-12", "By: &lt;!here&gt;",
        }) Assert.Contains(words, notes);
        Assert.DoesNotContain("1233", notes);

        var markdown = await UntilMarkdown(world, bot, "## shop staging");
        foreach (var words in new[]
        {
            "### Cart\n\n- SHOP-12: round the cart's total once (\\#123) (developer, ae6a81d)", "### Fixes\n\n- \\<\\!channel\\> 'rm -rf' \\*\\*bold\\*\\* \\[here\\](https://evil.example) \\&lt;b\\&gt; \\<script\\>alert(1)\\</script\\> (\\#124)",
            "Tickets: [SHOP-12](https://tickets.example/SHOP-12)", "By: \\<\\!here\\> \\*second\\*, developer",
        }) Assert.Contains(words, markdown);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_same_request_twice_is_one_message(Storage storage)
    {
        await using var world = await WithLabels(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        var body = Hands.CommandBody(People.Developer, "/release", "notes dev", world.Slack.NewTrigger());
        var stamp = world.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.OK, (await bot.Hands.Deliver("/slack/command", body, stamp)).Status);
        for (var i = 0; i < 3; i++) await bot.Hands.Deliver("/slack/command", body, stamp - i);
        await UntilMarkdown(world, bot, "## shop dev");
        await bot.Deploy("dev", 1233);
        await using var db = bot.Db();
        Assert.Single(db.Outbox.Where(n => n.User != null).ToList(), n => n.Note.Log.Contains("## shop dev"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Notes_too_long_for_a_message_end_at_a_line_and_say_so(Storage storage)
    {
        await using var world = await World.Of(storage);
        new ShopCi(world.Settings).ChangeCommits(commits =>
        {
            // 60 commits more between the two releases, whose titles are long and full of what is written out longer.
            var last = commits.Select(c => c!.AsObject()).Single(c => c["sha"]!.GetValue<string>().StartsWith("632ba9c", StringComparison.Ordinal));
            var parent = last["parent"]!.GetValue<string>();
            for (var i = 0; i < 60; i++)
            {
                var sha = $"{i:x40}";
                commits.Add(new JsonObject { ["sha"] = sha, ["parent"] = parent, ["author"] = "developer", ["title"] = $"Number {i}: {string.Concat(Enumerable.Repeat("<&>", 30))}" });
                parent = sha;
            }

            last["parent"] = parent;
        });
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);
        var notes = await bot.Type(People.Developer, "/release notes dev since run 1233");
        Assert.Matches("… and [0-9]+ more\nBy: developer, second-developer$", notes);
        Assert.Equal(62, notes.Split('\n').Count(l => l.StartsWith('•')) + int.Parse(notes.Split("… and ")[1].Split(' ')[0]));
        var markdown = await UntilMarkdown(world, bot, "## shop dev");
        Assert.StartsWith("```\n## shop dev", markdown);
        Assert.Matches("… and [0-9]+ more lines\n```$", markdown);
        Assert.All(markdown.Split('\n').Where(l => l.StartsWith("- Number", StringComparison.Ordinal)), l => Assert.EndsWith(")", l));
    }

    internal static async Task<string> UntilMarkdown(World world, BotHost bot, string words) => await Until.Found($"developer is shown \"{words}\"", () => world.Slack.Calls
        .Where(c => c.Method == "chat.postEphemeral" && c.Text("user") == People.Developer.Id)
        .SelectMany(c => c.Arguments["blocks"]!.AsArray().Select(b => WebUtility.HtmlDecode(b!["text"]?["text"]?.GetValue<string>() ?? "")))
        .FirstOrDefault(t => t.Contains(words, StringComparison.Ordinal)), bot.Seen);
}
