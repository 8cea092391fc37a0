using System.Text.Json;
using ChatOps.Slack;

namespace ChatOps.Tests.Slack;

public class ManifestTests
{
    [Fact]
    public void Without_an_address_it_is_for_socket_mode()
    {
        var manifest = JsonDocument.Parse(Manifest.Print(null)).RootElement;
        Assert.True(manifest.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean());
        Assert.DoesNotContain("https://", manifest.GetRawText());
        Assert.Equal(
            ["/deploy", "/promote", "/rollback", "/release"],
            manifest.GetProperty("features").GetProperty("slash_commands").EnumerateArray().Select(c => c.GetProperty("command").GetString()));
    }

    [Fact]
    public void Only_the_command_that_takes_people_is_told_who_they_are() => Assert.Equal(
        ["/release"],
        JsonDocument.Parse(Manifest.Print(null)).RootElement.GetProperty("features").GetProperty("slash_commands").EnumerateArray()
            .Where(c => c.GetProperty("should_escape").GetBoolean()).Select(c => c.GetProperty("command").GetString()));

    [Fact]
    public void With_an_address_every_way_in_has_it()
    {
        var manifest = JsonDocument.Parse(Manifest.Print(new("https://chatops.example.com/"))).RootElement;
        Assert.False(manifest.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean());
        Assert.Equal("https://chatops.example.com/slack/action", manifest.GetProperty("settings").GetProperty("interactivity").GetProperty("request_url").GetString());
        Assert.Equal("https://chatops.example.com/slack/event", manifest.GetProperty("settings").GetProperty("event_subscriptions").GetProperty("request_url").GetString());
        Assert.All(
            manifest.GetProperty("features").GetProperty("slash_commands").EnumerateArray(),
            c => Assert.Equal("https://chatops.example.com/slack/command", c.GetProperty("url").GetString()));
    }

    [Fact]
    public void It_stays_inside_Slacks_limits()
    {
        var manifest = JsonDocument.Parse(Manifest.Print(null)).RootElement;
        var display = manifest.GetProperty("display_information");
        Assert.InRange(display.GetProperty("name").GetString()!.Length, 1, 35);
        Assert.InRange(display.GetProperty("description").GetString()!.Length, 1, 140);
        Assert.All(manifest.GetProperty("features").GetProperty("slash_commands").EnumerateArray(), c =>
        {
            Assert.InRange(c.GetProperty("command").GetString()!.Length, 2, 32);
            Assert.InRange(c.GetProperty("description").GetString()!.Length, 1, 2000);
            Assert.InRange(c.GetProperty("usage_hint").GetString()!.Length, 1, 1000);
        });
    }
}
