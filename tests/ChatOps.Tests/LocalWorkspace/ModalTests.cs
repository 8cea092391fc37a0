using System.Text.Json;
using Microsoft.AspNetCore.Http;
using static ChatOps.Tests.LocalWorkspace.Blocks;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class ModalTests : IAsyncLifetime
{
    private RunningWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await RunningWorkspace.Start();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    private async Task<string> Trigger()
    {
        await _workspace.Play("command", new { user = "approver", channel = "releases", command = "/release", text = "help" });
        return _workspace.Bot.Last["trigger_id"];
    }

    private Task<JsonElement> Open(string trigger) =>
        _workspace.Api("views.open", new { trigger_id = trigger, view = Modal(Input("why", "reason")) });

    private Task<JsonElement> Submit(string view, object values) =>
        _workspace.Play("view", new { user = "approver", view_id = view, values });

    private async Task<string> Opened() => (await Open(await Trigger())).GetProperty("view").GetProperty("id").GetString()!;

    private async Task<int> OpenViews() => (await _workspace.Get("local/api/state?user=approver")).GetProperty("views").GetArrayLength();

    [Fact]
    public async Task A_trigger_is_good_once_for_three_seconds()
    {
        Assert.Equal("invalid_trigger_id", (await Open("1.2.3")).Error());
        var once = await Trigger();
        Assert.Equal("none", (await Open(once)).Error());
        Assert.Equal("exchanged_trigger_id", (await Open(once)).Error());
        var inTime = await Trigger();
        _workspace.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("none", (await Open(inTime)).Error());
        var late = await Trigger();
        _workspace.Time.Advance(TimeSpan.FromSeconds(3.1));
        Assert.Equal("expired_trigger_id", (await Open(late)).Error());
    }

    [Fact]
    public async Task A_modal_that_breaks_the_rules_is_refused_and_the_trigger_is_not_spent()
    {
        var trigger = await Trigger();
        var view = new { type = "modal", title = Plain(new string('x', 25)), blocks = new[] { Input("why", "reason") } };
        var answer = await _workspace.Api("views.open", new { trigger_id = trigger, view });
        Assert.Equal("invalid_arguments", answer.Error());
        var messages = answer.GetProperty("response_metadata").GetProperty("messages").EnumerateArray().Select(m => m.GetString()).ToList();
        Assert.Contains("[ERROR] must be less than 25 characters [json-pointer:/view/title/text]", messages);
        Assert.Contains("[ERROR] missing required field: submit [json-pointer:/view]", messages);
        Assert.Equal("none", (await Open(trigger)).Error());
    }

    [Fact]
    public async Task What_was_typed_is_sent_and_an_empty_answer_closes()
    {
        var view = await Opened();
        Assert.True((await Submit(view, new { why = new { reason = "not today" } })).GetProperty("ok").GetBoolean());
        var payload = _workspace.Bot.Last.Payload;
        Assert.Equal("view_submission", payload.GetProperty("type").GetString());
        var sent = payload.GetProperty("view");
        Assert.Equal(("reason", "57"), (sent.GetProperty("callback_id").GetString(), sent.GetProperty("private_metadata").GetString()));
        var value = sent.GetProperty("state").GetProperty("values").GetProperty("why").GetProperty("reason").GetProperty("value");
        Assert.Equal("not today", value.GetString());
        Assert.Equal(0, await OpenViews());
    }

    [Fact]
    public async Task Errors_are_shown_and_leave_it_open()
    {
        var view = await Opened();
        _workspace.Bot.Answer = _ => Task.FromResult(Results.Json(new { response_action = "errors", errors = new { why = "Say more." } }));
        var outcome = await Submit(view, new { reason = "no" });
        Assert.Equal("Say more.", outcome.GetProperty("errors").GetProperty("why").GetString());
        Assert.Equal(1, await OpenViews());
        _workspace.Bot.Answer = _ => Task.FromResult(Results.Json(new { response_action = "clear" }));
        Assert.True((await Submit(view, new { reason = "no" })).GetProperty("ok").GetBoolean());
        Assert.Equal(0, await OpenViews());
    }

    [Fact]
    public async Task A_required_input_is_not_sent_empty_and_nobody_else_can_send_it()
    {
        var view = await Opened();
        var before = _workspace.Bot.Requests.Count;
        Assert.False((await Submit(view, new { })).GetProperty("ok").GetBoolean());
        var other = new { user = "developer", view_id = view, values = new { reason = "x" } };
        Assert.False((await _workspace.Play("view", other)).GetProperty("ok").GetBoolean());
        Assert.Equal(before, _workspace.Bot.Requests.Count);
    }

    [Fact]
    public async Task An_update_meant_for_an_older_view_is_refused()
    {
        var view = (await Open(await Trigger())).GetProperty("view");
        var (id, hash) = (view.GetProperty("id").GetString(), view.GetProperty("hash").GetString());
        Assert.Equal("none", (await _workspace.Api("views.update", new { view_id = id, hash, view = Modal(Section("two")) })).Error());
        Assert.Equal("hash_conflict", (await _workspace.Api("views.update", new { view_id = id, hash, view = Modal(Section("three")) })).Error());
    }
}
