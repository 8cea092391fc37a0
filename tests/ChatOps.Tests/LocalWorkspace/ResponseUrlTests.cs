using System.Net;
using static ChatOps.Tests.LocalWorkspace.Blocks;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class ResponseUrlTests : IAsyncLifetime
{
    private RunningWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await RunningWorkspace.Start();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    private async Task<string> Url()
    {
        await _workspace.Play("command", new { user = "developer", channel = "releases", command = "/deploy", text = "x" });
        return _workspace.Bot.Last["response_url"];
    }

    private async Task<HttpStatusCode> Answer(string url, object answer)
    {
        using var response = await _workspace.Http.PostAsJsonAsync(url, answer);
        return response.StatusCode;
    }

    [Fact]
    public async Task It_takes_five_answers()
    {
        var url = await Url();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, await Answer(url, new { text = "x" }));
        Assert.Equal(HttpStatusCode.NotFound, await Answer(url, new { text = "x" }));
    }

    [Fact]
    public async Task It_lives_for_half_an_hour()
    {
        var url = await Url();
        _workspace.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.OK, await Answer(url, new { text = "x" }));
        _workspace.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, await Answer(url, new { text = "x" }));
    }

    [Fact]
    public async Task It_answers_to_the_one_person_and_refuses_what_Slack_refuses()
    {
        var url = await Url();
        await Answer(url, new { text = "for you" });
        Assert.Contains("for you", (await _workspace.Get("local/api/state?user=developer")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("for you", (await _workspace.Get("local/api/state?user=approver")).ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await Answer(url, new { text = "" }));
    }

    [Fact]
    public async Task It_replaces_and_deletes_what_was_clicked_on()
    {
        var ts = await _workspace.Post(new { channel = RunningWorkspace.Releases, text = "x", blocks = new[] { Actions(Button("Go", "go")) } });
        await _workspace.Play("action", new { user = "developer", channel = "releases", ts, action_id = "go" });
        var url = _workspace.Bot.Last.Payload.GetProperty("response_url").GetString()!;
        await Answer(url, new { text = "replaced", replace_original = true });
        var messages = (await _workspace.Get("local/api/messages?channel=releases")).GetProperty("messages");
        Assert.Equal("replaced", messages[0].GetProperty("text").GetString());
        await Answer(url, new { delete_original = true });
        Assert.Equal(0, (await _workspace.Get("local/api/messages?channel=releases")).GetProperty("messages").GetArrayLength());
    }
}
