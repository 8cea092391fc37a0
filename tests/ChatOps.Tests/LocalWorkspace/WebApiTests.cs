using System.Globalization;
using System.Text;
using static ChatOps.Tests.LocalWorkspace.Blocks;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class WebApiTests : IAsyncLifetime
{
    private RunningWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await RunningWorkspace.Start();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task The_token_is_asked_for_and_compared()
    {
        Assert.Equal("not_authed", (await _workspace.Send("auth.test", new StringContent(""), token: null)).Error());
        Assert.Equal("invalid_auth", (await _workspace.Send("auth.test", new StringContent(""), token: "xoxb-wrong")).Error());
        Assert.Equal("T0000LOCAL", (await _workspace.Api("auth.test", new { })).GetProperty("team_id").GetString());
        var inForm = new FormUrlEncodedContent([KeyValuePair.Create("token", RunningWorkspace.Token)]);
        Assert.Equal("none", (await _workspace.Send("auth.test", inForm, token: null)).Error());
    }

    [Fact]
    public async Task Unknown_methods_and_broken_json_are_refused()
    {
        Assert.Equal("unknown_method", (await _workspace.Api("chat.shout", new { })).Error());
        var broken = new StringContent("{\"channel\":", Encoding.UTF8, "application/json");
        Assert.Equal("invalid_json", (await _workspace.Send("chat.postMessage", broken, RunningWorkspace.Token)).Error());
        var list = new StringContent("[]", Encoding.UTF8, "application/json");
        Assert.Equal("json_not_object", (await _workspace.Send("chat.postMessage", list, RunningWorkspace.Token)).Error());
    }

    public static TheoryData<string, object, string> Refusals => new()
    {
        { "chat.postMessage", new { channel = "C0NOWHERE", text = "x" }, "channel_not_found" },
        { "chat.postMessage", new { channel = "C0RELEASES" }, "no_text" },
        { "chat.postMessage", new { channel = "C0RELEASES", text = "" }, "no_text" },
        { "chat.postMessage", new { channel = "C0RELEASES", text = new string('x', 40_001) }, "msg_too_long" },
        { "chat.postMessage", new { channel = "C0RELEASES", text = "x", thread_ts = "1600000000.000100" }, "thread_not_found" },
        { "chat.postMessage", new { channel = "C0RELEASES", text = "x", metadata = new { event_type = "a" } }, "invalid_metadata_schema" },
        { "chat.postMessage", new { channel = "C0RELEASES", text = "x", blocks = "[{" }, "invalid_blocks_format" },
        { "chat.postMessage", new { channel = "C0RELEASES", text = "x", blocks = new { type = "divider" } }, "invalid_blocks_format" },
        { "chat.update", new { channel = "C0RELEASES", ts = "1600000000.000100", text = "x" }, "message_not_found" },
        { "chat.delete", new { channel = "C0RELEASES", ts = "1600000000.000100" }, "message_not_found" },
        { "chat.postEphemeral", new { channel = "C0RELEASES", user = "U0NOBODY00", text = "x" }, "user_not_in_channel" },
        { "conversations.info", new { channel = "C0NOWHERE" }, "channel_not_found" },
        { "conversations.replies", new { channel = "C0RELEASES", ts = "1600000000.000100" }, "thread_not_found" },
        { "views.update", new { view_id = "V0", view = Modal(Section("x")) }, "not_found" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_Slack_refuses_is_refused_in_its_words(string method, object arguments, string error) =>
        Assert.Equal(error, (await _workspace.Api(method, arguments)).Error());

    [Fact]
    public async Task Older_reading_methods_pass_over_a_json_body()
    {
        Assert.Equal("user_not_found", (await _workspace.Api("users.info", new { user = "U00000DEV1" })).Error());
        Assert.Equal("none", (await _workspace.ApiForm("users.info", ("user", "U00000DEV1"))).Error());
        Assert.Equal("no_such_subteam", (await _workspace.Api("usergroups.users.list", new { usergroup = "S0APPROVER" })).Error());
        var users = (await _workspace.ApiForm("usergroups.users.list", ("usergroup", "S0APPROVER"))).GetProperty("users");
        Assert.Equal(["U00000APP1", "U00000APP2"], users.EnumerateArray().Select(u => u.GetString()));
    }

    [Fact]
    public async Task People_are_told_apart()
    {
        var visitor = (await _workspace.ApiForm("users.info", ("user", "U0VISITOR1"))).GetProperty("user");
        Assert.True(visitor.GetProperty("is_stranger").GetBoolean());
        Assert.Equal("T000OTHER0", visitor.GetProperty("team_id").GetString());
        var guest = (await _workspace.ApiForm("users.info", ("user", "U00000GST1"))).GetProperty("user");
        Assert.True(guest.GetProperty("is_restricted").GetBoolean());
        var bot = (await _workspace.ApiForm("users.info", ("user", "U00000BOT0"))).GetProperty("user");
        Assert.True(bot.GetProperty("is_bot").GetBoolean());
        Assert.False(bot.TryGetProperty("is_stranger", out _));
    }

    [Fact]
    public async Task Only_the_bots_own_messages_can_be_changed()
    {
        await _workspace.Play("message", new { user = "developer", channel = "releases", text = "mine" });
        var messages = (await _workspace.Get("local/api/messages?channel=releases")).GetProperty("messages");
        var ts = messages[0].GetProperty("ts").GetString();
        Assert.Equal("cant_update_message", (await _workspace.Api("chat.update", new { channel = RunningWorkspace.Releases, ts, text = "x" })).Error());
        Assert.Equal("cant_delete_message", (await _workspace.Api("chat.delete", new { channel = RunningWorkspace.Releases, ts })).Error());
    }

    [Fact]
    public async Task Text_without_blocks_takes_the_blocks_away_and_keeps_the_metadata()
    {
        var metadata = new { event_type = "card", event_payload = new { key = "57:1" } };
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "a", blocks = new[] { Section("a") }, metadata });
        var updated = (await _workspace.Api("chat.update", new { channel = RunningWorkspace.Releases, ts, text = "b" })).GetProperty("message");
        Assert.False(updated.TryGetProperty("blocks", out _));
        Assert.Equal("57:1", updated.GetProperty("metadata").GetProperty("event_payload").GetProperty("key").GetString());
        Assert.True(updated.TryGetProperty("edited", out _));
        var tooLong = new { channel = RunningWorkspace.Releases, ts, text = new string('x', 4001) };
        Assert.Equal("msg_too_long", (await _workspace.Api("chat.update", tooLong)).Error());
    }

    [Fact]
    public async Task Ts_are_unique_and_grow_though_time_stands_still()
    {
        var all = new List<string>();
        for (var i = 0; i < 5; i++)
            all.Add(await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "x" }));
        Assert.Equal(all.Order(StringComparer.Ordinal).Distinct(), all);
        Assert.All(all, ts => Assert.Matches("^[0-9]{10}\\.[0-9]{6}$", ts));
    }

    [Fact]
    public async Task History_goes_back_page_by_page_and_tells_metadata_only_when_asked()
    {
        var metadata = new { event_type = "card", event_payload = new { } };
        for (var i = 0; i < 5; i++)
            await _workspace.Post(new { channel = RunningWorkspace.Releases, text = i.ToString(CultureInfo.InvariantCulture), metadata });
        var first = await _workspace.ApiForm("conversations.history", ("channel", RunningWorkspace.Releases), ("limit", "2"));
        Assert.Equal(["4", "3"], first.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()));
        Assert.False(first.GetProperty("messages")[0].TryGetProperty("metadata", out _));
        var cursor = first.GetProperty("response_metadata").GetProperty("next_cursor").GetString()!;
        var rest = await _workspace.ApiForm(
            "conversations.history", ("channel", RunningWorkspace.Releases), ("cursor", cursor), ("include_all_metadata", "true"));
        Assert.Equal(["2", "1", "0"], rest.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()));
        Assert.True(rest.GetProperty("messages")[0].TryGetProperty("metadata", out _));
        var oldest = rest.GetProperty("messages")[0].GetProperty("ts").GetString()!;
        var newer = await _workspace.ApiForm("conversations.history", ("channel", RunningWorkspace.Releases), ("oldest", oldest));
        Assert.Equal(2, newer.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task Replies_stay_in_their_thread_and_are_counted()
    {
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "root" });
        var reply = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "reply", thread_ts = ts });
        var deeper = new { channel = RunningWorkspace.Releases, text = "x", thread_ts = reply };
        Assert.Equal("cannot_reply_to_message", (await _workspace.Api("chat.postMessage", deeper)).Error());
        var history = (await _workspace.Api("conversations.history", new { channel = RunningWorkspace.Releases })).GetProperty("messages");
        Assert.Equal(1, history.GetArrayLength());
        Assert.Equal(1, history[0].GetProperty("reply_count").GetInt32());
        var replies = (await _workspace.Api("conversations.replies", new { channel = RunningWorkspace.Releases, ts })).GetProperty("messages");
        Assert.Equal(["root", "reply"], replies.EnumerateArray().Select(m => m.GetProperty("text").GetString()));
    }
}
