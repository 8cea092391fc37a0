using System.Text.Json;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Slack;
using ChatOps.Slack.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.Slack;

public class SlackChatTests
{
    private const string Self = """{"ok":true,"team_id":"T1","team":"Example","user_id":"UBOT","bot_id":"BBOT"}""";
    private static readonly Note Hello = new("Hello");
    private static readonly Person Approver = new("U1", "T1", "approver");

    private static (SlackChat Chat, ShiftedTime Time) Chat(SlackDouble slack, string token = "xoxb-secret")
    {
        var time = new ShiftedTime();
        SlackOptions Options() => new() { ApiUrl = slack.Address, BotToken = token };
        var api = new SlackApi(new(Options, time, NullLogger<WebApi>.Instance), Options);
        return (new(api, new(api, time), time, NullLogger<SlackChat>.Instance), time);
    }

    [Fact]
    public async Task A_post_says_all_that_Slack_wants_to_know_and_the_token_only_in_the_header()
    {
        await using var slack = await SlackDouble.Start();
        var where = await Chat(slack).Chat.Post("C1", new("C1", "1.1"), Hello, "run-57", default);

        Assert.Equal(new MessageAddress("C1", "1.2"), where);
        var call = Assert.Single(slack.Calls);
        Assert.Equal(("chat.postMessage", "Bearer xoxb-secret", "application/json; charset=utf-8"), (call.Method, call.Authorization, call.ContentType));
        Assert.DoesNotContain("xoxb", call.Body);
        using var json = JsonDocument.Parse(call.Body);
        var root = json.RootElement;
        Assert.Equal(("C1", "1.1", "Hello"), (root.GetProperty("channel").GetString(), root.GetProperty("thread_ts").GetString(), root.GetProperty("text").GetString()));
        Assert.False(root.GetProperty("unfurl_links").GetBoolean());
        Assert.False(root.GetProperty("unfurl_media").GetBoolean());
        Assert.Equal("chatops", root.GetProperty("metadata").GetProperty("event_type").GetString());
        Assert.Equal("run-57", root.GetProperty("metadata").GetProperty("event_payload").GetProperty("key").GetString());
        Assert.Empty(BlockRules.FaultsOf(root));
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var slack = await SlackDouble.Start();
        slack.Script = (_, http) => slack.Calls.Count == 1 ? Limited(http, 1) : http.Response.WriteAsync("""{"ok":true,"ts":"1.2","channel":"C1"}""");
        await Chat(slack).Chat.Post("C1", null, Hello, "k", default);
        var calls = slack.Calls.ToArray();
        Assert.Equal(2, calls.Length);
        Assert.InRange((calls[1].At - calls[0].At).TotalSeconds, 0.99, 2);
    }

    [Fact]
    public async Task A_long_wait_is_the_callers_and_nobody_asks_meanwhile()
    {
        await using var slack = await SlackDouble.Start();
        slack.Script = (_, http) => Limited(http, 120);
        var chat = Chat(slack).Chat;
        var fault = await Assert.ThrowsAsync<ChatUnavailableException>(() => chat.Post("C1", null, Hello, "k", default));
        Assert.Equal(TimeSpan.FromSeconds(120), fault.RetryAfter);
        Assert.False(fault.MayHaveHappened);
        var second = await Assert.ThrowsAsync<ChatUnavailableException>(() => chat.Post("C2", null, Hello, "k", default));
        Assert.InRange(second.RetryAfter!.Value.TotalSeconds, 100, 120);
        Assert.Single(slack.Calls);
    }

    [Theory]
    [InlineData(500, """{"ok":false,"error":"internal_error"}""")]
    [InlineData(503, "<html>busy</html>")]
    [InlineData(200, "<html>login</html>")]
    [InlineData(200, """{"ok":true,"ts":"1.""")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"ok":false,"error":"fatal_error"}""")]
    public async Task A_post_without_a_usable_answer_is_not_tried_again(int status, string body)
    {
        await using var slack = await SlackDouble.Start();
        slack.Script = (_, http) => Status(http, status, body);
        var fault = await Assert.ThrowsAsync<ChatUnavailableException>(() => Chat(slack).Chat.Post("C1", null, Hello, "k", default));
        Assert.True(fault.MayHaveHappened);
        Assert.DoesNotContain("xoxb", fault.ToString());
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task An_edit_is_tried_again()
    {
        await using var slack = await SlackDouble.Start();
        slack.Script = (_, http) => slack.Calls.Count < 3 ? Status(http, 502, "<html>") : http.Response.WriteAsync("""{"ok":true}""");
        await Chat(slack).Chat.Edit(new("C1", "1.1"), Hello, "k", default);
        Assert.Equal(3, slack.Calls.Count);
    }

    [Fact]
    public async Task What_never_left_has_surely_not_happened()
    {
        var slack = await SlackDouble.Start();
        var chat = Chat(slack).Chat;
        await slack.DisposeAsync();
        var fault = await Assert.ThrowsAsync<ChatUnavailableException>(() => chat.Post("C1", null, Hello, "k", default));
        Assert.False(fault.MayHaveHappened);
    }

    [Fact]
    public async Task A_broken_connection_leaves_it_open_whether_it_happened()
    {
        await using var slack = await SlackDouble.Start();
        slack.Script = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        var fault = await Assert.ThrowsAsync<ChatUnavailableException>(() => Chat(slack).Chat.Post("C1", null, Hello, "k", default));
        Assert.True(fault.MayHaveHappened);
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task A_slow_answer_has_ten_seconds()
    {
        await using var slack = await SlackDouble.Start();
        slack.Script = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted);
        var fault = await Assert.ThrowsAsync<ChatUnavailableException>(() => Chat(slack).Chat.Post("C1", null, Hello, "k", default).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(fault.MayHaveHappened);
        Assert.Contains("in time", fault.Message);
    }

    [Fact]
    public async Task A_no_is_a_no_and_says_what_to_do()
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(("chat.postMessage", """{"ok":false,"error":"missing_scope","needed":"chat:write"}"""));
        var fault = await Assert.ThrowsAsync<ChatRefusedException>(() => Chat(slack).Chat.Post("C1", null, Hello, "k", default));
        Assert.Equal("missing_scope", fault.Code);
        Assert.Contains("chat:write", fault.Message);
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task A_malformed_token_appears_nowhere()
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(("auth.test", """{"ok":false,"error":"not_authed"}"""));
        var fault = await Record.ExceptionAsync(() => Chat(slack, "xoxb-sec\nret").Chat.WhoAmI(default));
        Assert.IsType<ChatRefusedException>(fault);
        Assert.DoesNotContain("xoxb-sec", fault.ToString());
    }

    [Fact]
    public async Task A_message_is_found_by_its_key_if_it_is_ours()
    {
        await using var slack = await SlackDouble.Start();
        static string Message(string ts, string user, string key, string type = "chatops") =>
            $$$$"""{"ts":"{{{{ts}}}}","user":"{{{{user}}}}","metadata":{"event_type":"{{{{type}}}}","event_payload":{"key":"{{{{key}}}}"}}}""";
        slack.Script = (call, http) => http.Response.WriteAsync(call switch
        {
            { Method: "auth.test" } => Self,
            { Method: "conversations.replies" } => $$"""{"ok":true,"messages":[{{Message("9.9", "UBOT", "reply")}}]}""",
            _ when call.Body.Contains("cursor=page2", StringComparison.Ordinal) => $$"""{"ok":true,"messages":[{{Message("3.3", "UBOT", "key")}}]}""",
            _ => $$"""{"ok":true,"messages":[{"ts":"1.0","user":"UBOT"},{{Message("1.1", "UOTHER", "key")}},{{Message("1.2", "UBOT", "key", "other")}}],"response_metadata":{"next_cursor":"page2"} }""",
        });
        var (chat, time) = Chat(slack);
        var since = time.GetUtcNow().AddMinutes(-5);
        Assert.Equal(new MessageAddress("C1", "3.3"), await chat.Find("C1", null, "key", since, default));
        Assert.Equal(new MessageAddress("C1", "9.9"), await chat.Find("C1", new("C1", "1.0"), "reply", since, default));
        var asked = slack.Calls.First(c => c.Method == "conversations.history").Body;
        Assert.Contains("include_all_metadata=true", asked);
        Assert.Contains("oldest=", asked);
    }

    [Theory]
    [InlineData("""{"id":"U1","team_id":"T1"}""", MemberKind.Member)]
    [InlineData("""{"id":"U1","team_id":"T1","is_app_user":true}""", MemberKind.Member)]
    [InlineData("""{"id":"U1","team_id":"T9","enterprise_user":{"teams":["T2","T1"]}}""", MemberKind.Member)]
    [InlineData("""{"id":"U1","team_id":"T9","enterprise_user":{"teams":["T2"]}}""", MemberKind.Stranger)]
    [InlineData("""{"id":"U1"}""", MemberKind.Member)]
    [InlineData("""{"id":"U1","team_id":"T1","is_stranger":true}""", MemberKind.Stranger)]
    [InlineData("""{"id":"U1","team_id":"T1","is_bot":true}""", MemberKind.Bot)]
    [InlineData("""{"id":"U1","team_id":"T1","deleted":true}""", MemberKind.Deactivated)]
    [InlineData("""{"id":"U1","team_id":"T1","is_restricted":true}""", MemberKind.Guest)]
    [InlineData("""{"id":"U1","team_id":"T1","is_ultra_restricted":true}""", MemberKind.Guest)]
    public async Task Slack_says_what_kind_of_member_somebody_is(string user, MemberKind kind)
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(("auth.test", Self), ("users.info", $$$"""{"ok":true,"user":{{{user}}}}"""));
        Assert.Equal(kind, (await Chat(slack).Chat.StandingOf(Approver, [], default)).Kind);
    }

    [Fact]
    public async Task Somebody_from_elsewhere_is_not_even_asked_about()
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(("auth.test", Self));
        Assert.Equal(MemberKind.Stranger, (await Chat(slack).Chat.StandingOf(Approver with { Workspace = "T2" }, [new("approvers", ["U1"])], default)).Kind);
        Assert.Equal(0, slack.CallsOf("users.info"));
    }

    [Fact]
    public async Task Groups_are_read_by_user_id_group_id_and_handle_and_kept_a_minute()
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(
            ("auth.test", Self),
            ("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1","profile":{"display_name":"Approver"}}}"""),
            ("usergroups.list", """{"ok":true,"usergroups":[{"id":"S7","handle":"approvers"}]}"""),
            ("usergroups.users.list", """{"ok":true,"users":["U1","U2"]}"""));
        var (chat, time) = Chat(slack);
        PeopleGroup[] groups = [new("direct", ["U1"]), new("byId", ["U3", "S7"]), new("byHandle", ["@approvers"]), new("others", ["U9"])];

        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => chat.StandingOf(Approver, groups, default)));
        Assert.All(many, s => Assert.Equal(["byHandle", "byId", "direct"], s.Groups.Order()));
        Assert.Equal("Approver", many[0].Person.Name);
        Assert.Equal((1, 1, 1), (slack.CallsOf("users.info"), slack.CallsOf("usergroups.list"), slack.CallsOf("usergroups.users.list")));

        time.Move(TimeSpan.FromSeconds(61));
        await chat.StandingOf(Approver, groups, default);
        Assert.Equal((2, 2, 2), (slack.CallsOf("users.info"), slack.CallsOf("usergroups.list"), slack.CallsOf("usergroups.users.list")));
    }

    [Fact]
    public async Task Where_there_are_no_user_groups_user_ids_still_do()
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(("auth.test", Self), ("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1"}}"""));
        var chat = Chat(slack).Chat;
        Assert.True((await chat.StandingOf(Approver, [new("approvers", ["U1", "U2"])], default)).IsIn("approvers"));
        Assert.False((await chat.StandingOf(Approver, [new("approvers", ["U2"])], default)).IsIn("approvers"));
        await Assert.ThrowsAsync<ChatUnavailableException>(() => chat.StandingOf(Approver, [new("approvers", ["@approvers"])], default));
    }

    [Fact]
    public async Task When_Slack_cannot_tell_that_is_neither_yes_nor_no_and_not_kept()
    {
        await using var slack = await SlackDouble.Start();
        slack.Answer(("auth.test", Self), ("users.info", """{"ok":false,"error":"missing_scope"}"""));
        var chat = Chat(slack).Chat;
        await Assert.ThrowsAsync<ChatUnavailableException>(() => chat.StandingOf(Approver, [], default));
        slack.Answer(("auth.test", Self), ("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1"}}"""));
        Assert.Equal(MemberKind.Member, (await chat.StandingOf(Approver, [], default)).Kind);
    }

    [Fact]
    public async Task Two_edits_of_a_message_are_never_under_way_at_once()
    {
        await using var slack = await SlackDouble.Start();
        var (now, most) = (0, 0);
        slack.Script = async (_, http) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(30);
            Interlocked.Decrement(ref now);
            await http.Response.WriteAsync("""{"ok":true}""");
        };
        var chat = Chat(slack).Chat;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => chat.Edit(new("C1", "1.1"), Hello, "k", default)));
        Assert.Equal(1, most);
    }

    [Fact]
    public void A_channel_takes_a_small_burst_and_then_one_a_second()
    {
        var pacer = new Pacer(new ShiftedTime(), TimeSpan.FromSeconds(1), burst: 3);
        var waits = Enumerable.Range(0, 6).Select(_ => Math.Round(Math.Max(0, pacer.Reserve("C1").TotalSeconds))).ToArray();
        Assert.Equal([0, 0, 0, 1, 2, 3], waits);
        Assert.True(pacer.Reserve("C2") <= TimeSpan.Zero);
    }

    private static Task Limited(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString();
        return Status(http, 429, """{"ok":false,"error":"ratelimited"}""");
    }

    private static Task Status(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }
}
