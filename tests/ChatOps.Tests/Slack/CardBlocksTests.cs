using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Pipelines;
using ChatOps.Slack;
using ChatOps.Slack.Blocks;

namespace ChatOps.Tests.Slack;

public partial class CardBlocksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Dev = new("U0DEV", "T1", "dev");

    private static RunCard Card(string title = "Deploy shop 1.4.2 to staging", string notice = "Waiting for 1 approval from @approvers.", params CardButton[] buttons) => new(
        57, 3, RunStatus.WaitingForApproval, title, "shop", "staging", Dev, Noon, "weekly release", "run 1233 (1.4.1)", "run 1234 (1.4.2)",
        "0123456789abcdef0123456789abcdef01234567", "main",
        [new Artifact("shop.zip", 1_234_567, Digest.Of([1]))],
        [.. Enumerable.Range(1, 18).Select(i => new Change($"{i:x40}", "dev", $"Change {i}"))],
        [new("build", StageState.Passed, TimeSpan.FromSeconds(72), ""), new("test", StageState.Running, TimeSpan.FromSeconds(9), "214 tests"), new("deploy", StageState.Waiting, null, "")],
        [new GateResult("CI run", Verdict.Passed, "all jobs ended well")],
        [new CardVote(new("U0ANN", "T1", "ann"), true, null, Noon)],
        "1 more of 2 from approvers", notice, "abc", buttons);

    private static JsonElement Json(Drawing drawing) => JsonSerializer.SerializeToElement(drawing, SlackJson.Default.Drawing);

    [Fact]
    public void A_card_says_at_a_glance_what_goes_where_and_what_is_missing()
    {
        var drawing = CardBlocks.Of(Card(buttons: [new(ButtonAction.Approve), new(ButtonAction.Reject), new(ButtonAction.RollBack, "This stops run 1234.")]), Noon);
        var json = Json(drawing);
        Assert.Empty(BlockRules.FaultsOf(json));
        var all = string.Join('\n', Texts(json));
        foreach (var words in new[]
        {
            "🙋 Deploy shop 1.4.2 to staging", "*Waiting for approval*", "<@U0DEV>", "*From*\nrun 1233 (1.4.1)", "*To*\nrun 1234 (1.4.2)", "`012345678`", "`main`", "1.2 MB", "sha256:",
            "*18 changes*", "and 12 more", "✅ *build* passed · 1m 12s", "🔵 *test* running · 9s · 214 tests", "⚪ *deploy* waiting", "🟢 *CI run* passed", "👍 approved by <@U0ANN>", "1 more of 2",
        }) Assert.Contains(words, all);

        var buttons = json.GetProperty("blocks").EnumerateArray().Single(b => b.GetProperty("type").GetString() == "actions").GetProperty("elements").EnumerateArray().ToList();
        Assert.Equal(["chatops.approve", "chatops.reject", "chatops.rollback"], buttons.Select(b => b.GetProperty("action_id").GetString()));
        Assert.Equal(["primary", "danger", "danger"], buttons.Select(b => b.GetProperty("style").GetString()));
        Assert.All(buttons, b => Assert.Equal("57|abc", b.GetProperty("value").GetString()));
        Assert.Equal("This stops run 1234.", buttons[2].GetProperty("confirm").GetProperty("text").GetProperty("text").GetString());
    }

    [Fact]
    public void The_text_alone_tells_the_same_without_pictures()
    {
        var text = CardBlocks.Of(Card(), Noon).Text;
        Assert.StartsWith("Deploy shop 1.4.2 to staging: waiting for approval.", text);
        Assert.Contains("build passed, test running, deploy waiting", text);
        Assert.DoesNotMatch("[\u2600-\u27BF]|[\ud83c-\ud83e]", text);
    }

    [Fact]
    public void Whatever_is_in_it_a_card_stays_inside_Slacks_limits()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var cards = new HostileCards(seed);
            Check(seed, CardBlocks.Of(cards.Card(), Noon));
            Check(seed, NoteBlocks.Of(cards.Note()));
        }
    }

    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [InlineData("*b* _i_ ~s~ `c`", "∗b∗ ˍiˍ ∼s∼ ˋcˋ")]
    [InlineData("my_branch 2*3", "my_branch 2*3")]
    [InlineData("> quote", "› quote")]
    [InlineData("two\r\nlines\tand\0more", "two  lines and more")]
    [InlineData("\u202Egnp.exe", "\u2068gnp.exe\u2069")]
    [InlineData("שלום", "\u2068שלום\u2069")]
    public void Untrusted_text_is_inert(string text, string shown) => Assert.Equal(shown, Mrkdwn.Safe(text, 100));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("\uFFFDx", Mrkdwn.Safe("\ud800x", 100));

    [Theory]
    [InlineData("abcdefgh", 6, "abcd…")]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("a&&&&", 12, "a&amp;&amp;…", "a&amp;…")]
    [InlineData("xx👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 16, "xx👩‍👩‍👧‍👦…")]
    public void Cuts_fall_between_characters(string text, int max, params string[] either) => Assert.Contains(Cut.Escaped(text, max), either);

    [Fact]
    public void A_cut_right_to_left_text_is_still_closed()
    {
        var cut = Mrkdwn.Safe(string.Concat(Enumerable.Repeat("שלום ", 100)), 50);
        Assert.Equal('\u2069', cut[^1]);
        Assert.True(cut.Length <= 50);
    }

    [Fact]
    public void A_log_keeps_its_last_lines_and_cannot_leave_its_box()
    {
        var log = string.Join('\n', Enumerable.Range(1, 2000).Select(i => $"\u001b[31mline {i}\u001b[0m ``` <!channel>"));
        var drawing = NoteBlocks.Of(new("It failed", Log: log, Tone: NoteTone.Bad));
        var box = Texts(Json(drawing)).Last();
        Assert.StartsWith("```\n…\nline ", box);
        Assert.EndsWith("line 2000 ˋˋˋ &lt;!channel&gt;\n```", box);
        Assert.Empty(BlockRules.FaultsOf(Json(drawing)));
    }

    [Fact]
    public void Markup_is_cut_outside_of_links_and_boxes()
    {
        Assert.Equal("abc…", Cut.Markup("abc<https://example.com|here> and more text", 20));
        Assert.EndsWith("…\n```", Cut.Markup("```" + new string('x', 100), 50));
    }

    private static void Check(int seed, Drawing drawing)
    {
        var json = Json(drawing);
        Assert.True(BlockRules.FaultsOf(json) is { Count: 0 }, $"seed {seed}: {string.Join("; ", BlockRules.FaultsOf(json))}");
        foreach (var markup in Texts(json, "mrkdwn").Append(drawing.Text))
        {
            Assert.True(Links().Replace(markup, "").IndexOfAny(['<', '>']) < 0, $"seed {seed}: live markup in {markup}");
            Assert.True(Entities().Replace(markup, "").IndexOf('&', StringComparison.Ordinal) < 0, $"seed {seed}: broken entity in {markup}");
        }
    }

    private static IEnumerable<string> Texts(JsonElement json, string? type = null) => json switch
    {
        { ValueKind: JsonValueKind.Object } when json.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            && json.TryGetProperty("type", out var of) && (type is null || of.GetString() == type) => [text.GetString()!],
        { ValueKind: JsonValueKind.Object } => json.EnumerateObject().SelectMany(p => Texts(p.Value, type)),
        { ValueKind: JsonValueKind.Array } => json.EnumerateArray().SelectMany(e => Texts(e, type)),
        _ => [],
    };

    [GeneratedRegex("<@[UW][A-Z0-9]+>|<!date\\^[0-9]+\\^\\{date_short_pretty\\} \\{time\\}\\|[0-9: -]+ UTC>", RegexOptions.None, 1000)]
    private static partial Regex Links();

    [GeneratedRegex("&(amp|lt|gt);", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entities();
}
