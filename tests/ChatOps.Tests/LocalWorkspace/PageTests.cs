using System.Text.Json;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class PageTests
{
    private static readonly string[] Files = ["page.css", "page.js", "blocks.js", "composer.js", "dialogs.js", "dom.js", "emoji.js", "icons.js", "messages.js", "mrkdwn.js", "icon.svg"];

    [Fact]
    public async Task It_loads_nothing_from_elsewhere_and_runs_nothing_inline()
    {
        await using var workspace = await RunningWorkspace.Start();
        using var page = await workspace.Http.GetAsync("/");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var file in Files)
        {
            var text = await workspace.Http.GetStringAsync("local/page/" + file);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain("insertAdjacentHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain("eval(", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_pages_hear_of_changes_in_order_and_of_whispers_only_their_own()
    {
        await using var workspace = await RunningWorkspace.Start();
        using var stream = new StreamReader(await workspace.Http.GetStreamAsync("local/events?user=approver"));
        Assert.Equal("hello", (await Next(stream)).Kind);
        await workspace.Api("chat.postEphemeral", new { channel = RunningWorkspace.Releases, user = "U00000DEV1", text = "not for you" });
        var ts = await workspace.Post(new { channel = RunningWorkspace.Releases, text = "one" });
        await workspace.Api("chat.update", new { channel = RunningWorkspace.Releases, ts, text = "two" });
        await workspace.Api("chat.delete", new { channel = RunningWorkspace.Releases, ts });
        Assert.Equal("one", (await Next(stream)).Data.GetProperty("text").GetString());
        Assert.Equal("two", (await Next(stream)).Data.GetProperty("text").GetString());
        var last = await Next(stream);
        Assert.Equal(("deleted", ts), (last.Kind, last.Data.GetProperty("ts").GetString()));
    }

    [Fact]
    public async Task A_permalink_leads_to_the_page()
    {
        await using var workspace = await RunningWorkspace.Start();
        var ts = await workspace.Post(new { channel = RunningWorkspace.Releases, text = "x" });
        var answer = await workspace.ApiForm("chat.getPermalink", ("channel", RunningWorkspace.Releases), ("message_ts", ts));
        using var page = await workspace.Http.GetAsync(answer.GetProperty("permalink").GetString());
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<(string Kind, JsonElement Data)> Next(StreamReader stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var kind = "";
        while (await stream.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (kind, JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]));
        }

        throw new EndOfStreamException("The workspace closed the events.");
    }
}
