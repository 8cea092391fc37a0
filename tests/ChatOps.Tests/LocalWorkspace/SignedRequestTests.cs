using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatOps.Tests.FrontDoor;
using Microsoft.AspNetCore.Http;
using static ChatOps.Tests.LocalWorkspace.Blocks;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class SignedRequestTests : IAsyncLifetime
{
    private RunningWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await RunningWorkspace.Start();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    private Task<JsonElement> Deploy(string user = "developer", string text = "staging run 1234") =>
        _workspace.Play("command", new { user, channel = "#releases", command = "/deploy", text });

    [Fact]
    public async Task A_command_is_a_signed_form()
    {
        Assert.True((await Deploy(text: "staging run 1234 & <b> ü 🎉")).GetProperty("ok").GetBoolean());
        var sent = _workspace.Bot.Last;
        Assert.Equal("/slack/command", sent.Path);
        Assert.StartsWith("application/x-www-form-urlencoded", sent.ContentType, StringComparison.Ordinal);
        Assert.Equal(
            ("/deploy", "staging run 1234 & <b> ü 🎉", "U00000DEV1", "T0000LOCAL", RunningWorkspace.Releases, "releases"),
            (sent["command"], sent["text"], sent["user_id"], sent["team_id"], sent["channel_id"], sent["channel_name"]));
        Assert.Equal("1700000000", sent.Timestamp);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(RunningWorkspace.Secret));
        var expected = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes($"v0:1700000000:{sent.Body}")));
        Assert.Equal("v0=" + expected, sent.Signature, ignoreCase: true);
    }

    [Fact]
    public async Task A_visitor_commands_from_their_own_workspace_and_clicks_in_ours()
    {
        await Deploy(user: "visitor");
        Assert.Equal("T000OTHER0", _workspace.Bot.Last["team_id"]);
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "x", blocks = new[] { Actions(Button("Approve", "approve")) } });
        await _workspace.Play("action", new { user = "visitor", channel = "releases", ts, action_id = "approve" });
        var payload = _workspace.Bot.Last.Payload;
        Assert.Equal("T0000LOCAL", payload.GetProperty("team").GetProperty("id").GetString());
        Assert.Equal("T000OTHER0", payload.GetProperty("user").GetProperty("team_id").GetString());
    }

    [Fact]
    public async Task A_click_tells_what_was_pressed_and_where()
    {
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "x", blocks = new[] { Actions(Button("Approve", "approve", "57:abc")) } });
        var outcome = await _workspace.Play("action", new { user = "approver", channel = "releases", ts, action_id = "approve" });
        Assert.True(outcome.GetProperty("ok").GetBoolean());
        var payload = _workspace.Bot.Last.Payload;
        Assert.Equal("/slack/action", _workspace.Bot.Last.Path);
        Assert.Equal("block_actions", payload.GetProperty("type").GetString());
        Assert.Equal("57:abc", payload.GetProperty("actions")[0].GetProperty("value").GetString());
        Assert.Equal("acts", payload.GetProperty("actions")[0].GetProperty("block_id").GetString());
        Assert.Equal(ts, payload.GetProperty("container").GetProperty("message_ts").GetString());
        Assert.Equal(ts, payload.GetProperty("message").GetProperty("ts").GetString());
        Assert.Equal("U00000APP1", payload.GetProperty("user").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_button_that_is_gone_or_changed_cannot_be_pressed()
    {
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "x", blocks = new[] { Actions(Button("Approve", "approve", "57:new")) } });
        var changed = new { user = "approver", channel = "releases", ts, action_id = "approve", value = "57:old" };
        Assert.False((await _workspace.Play("action", changed)).GetProperty("ok").GetBoolean());
        await _workspace.Api("chat.update", new { channel = RunningWorkspace.Releases, ts, text = "done" });
        var gone = new { user = "approver", channel = "releases", ts, action_id = "approve" };
        Assert.False((await _workspace.Play("action", gone)).GetProperty("ok").GetBoolean());
        Assert.Empty(_workspace.Bot.Requests);
    }

    [Fact]
    public async Task A_choice_carries_its_option()
    {
        object[] options = [new { text = Plain("Rolling"), value = "r" }, new { text = Plain("Canary"), value = "c" }];
        var select = new { type = "static_select", action_id = "pick", placeholder = Plain("Strategy"), options };
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "x", blocks = new[] { Actions(select) } });
        await _workspace.Play("action", new { user = "approver", channel = "releases", ts, action_id = "pick", selected_option = "c" });
        var payload = _workspace.Bot.Last.Payload;
        Assert.Equal("c", payload.GetProperty("actions")[0].GetProperty("selected_option").GetProperty("value").GetString());
        var state = payload.GetProperty("state").GetProperty("values").GetProperty("acts").GetProperty("pick");
        Assert.Equal("c", state.GetProperty("selected_option").GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_answer_is_shown_to_the_person_who_asked_and_nobody_else()
    {
        _workspace.Bot.Answer = _ => Task.FromResult(Results.Json(new { text = "Understood." }));
        Assert.Equal("Understood.", (await Deploy()).GetProperty("reply").GetString());
        Assert.Contains("Understood.", (await _workspace.Get("local/api/state?user=developer")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Understood.", (await _workspace.Get("local/api/state?user=approver")).ToString(), StringComparison.Ordinal);
        _workspace.Bot.Answer = _ => Task.FromResult(Results.Json(new { text = "For all.", response_type = "in_channel" }));
        await Deploy();
        Assert.Contains("For all.", (await _workspace.Get("local/api/state?user=approver")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_that_fails_is_reported_to_the_person()
    {
        _workspace.Bot.Answer = _ => Task.FromResult(Results.StatusCode(500));
        var outcome = await Deploy();
        Assert.Equal("/deploy failed with the error \"dispatch_failed\"", outcome.Error());
        Assert.Equal(500, outcome.GetProperty("status").GetInt32());
        Assert.Contains("dispatch_failed", (await _workspace.Get("local/api/state?user=developer")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_that_needs_more_than_three_seconds_is_too_slow()
    {
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource<IResult>();
        _workspace.Bot.Answer = _ =>
        {
            asked.SetResult();
            return never.Task;
        };
        var command = Deploy();
        await asked.Task;
        _workspace.Time.Advance(TimeSpan.FromSeconds(2.9));
        await Task.Delay(100);
        Assert.False(command.IsCompleted);
        _workspace.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("/deploy failed with the error \"operation_timeout\"", (await command.WaitAsync(Until.Usual)).Error());
        never.SetResult(Results.Ok());
    }

    [Fact]
    public async Task A_command_that_the_app_does_not_have_never_reaches_it()
    {
        var outcome = await _workspace.Play("command", new { user = "developer", channel = "releases", command = "/nope", text = "" });
        Assert.False(outcome.GetProperty("ok").GetBoolean());
        Assert.Empty(_workspace.Bot.Requests);
    }
}
