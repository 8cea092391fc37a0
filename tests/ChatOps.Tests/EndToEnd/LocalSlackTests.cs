using System.Diagnostics;
using System.Net;
using ChatOps.Tests.FrontDoor;
using Xunit.Abstractions;

namespace ChatOps.Tests.EndToEnd;

/// <summary>The real bot and a Slack that others wrote, over both of Slack's ways in.</summary>
[Collection(nameof(EndToEndCollection))]
public sealed class LocalSlackTests(ITestOutputHelper output)
{
    [LocalSlackFact]
    public async Task Over_Socket_Mode_a_command_and_an_approval_end_in_a_running_service()
    {
        await using var slack = await LocalSlack.Start();
        await using var bot = await RunningBot.Start(slack.Settings);
        await DeployAndApprove(slack, bot);
    }

    [LocalSlackFact]
    public async Task Over_signed_HTTP_a_command_and_an_approval_end_in_a_running_service()
    {
        var port = BotProcess.FreePort();
        await using var address = await OneAddress.Start(new($"http://127.0.0.1:{port}/"));
        await using var slack = await LocalSlack.Start(address.Url);
        await using var bot = await RunningBot.Start(slack.Settings, port);
        await DeployAndApprove(slack, bot);
    }

    [LocalSlackFact]
    public async Task A_rejection_asks_for_the_reason_and_shows_it()
    {
        await using var slack = await LocalSlack.Start();
        await using var bot = await RunningBot.Start(slack.Settings);
        await slack.Type(LocalSlack.Developer, "/deploy", "staging run 1234");
        var card = await slack.UntilCardSays("to staging", "waiting for approval", "chatops.reject");
        await slack.Press(LocalSlack.Approver, card, "chatops.reject");
        await Wait.Until(async () => (await slack.Log()).Contains("views.open", StringComparison.Ordinal), "the form is open");
        await slack.Submit(LocalSlack.Approver, "reason", "text", "Not on a Friday");
        var rejected = await slack.UntilCardSays("to staging", "Not on a Friday", "chatops.retry");
        Assert.Equal(card["ts"]!.ToString(), rejected["ts"]!.ToString());
    }

    [LocalSlackFact]
    public async Task After_Slack_was_gone_the_socket_is_open_again_within_30_s_and_takes_a_command()
    {
        await using var slack = await LocalSlack.Start();
        await using var bot = await RunningBot.Start(slack.Settings);
        await slack.Die();
        await Wait.Until(async () => !await bot.IsReady(), "the bot notices");
        await slack.Begin();
        var start = Stopwatch.GetTimestamp();
        await bot.UntilReady(seconds: 30);
        output.WriteLine($"Connected again after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s.");
        await slack.Type(LocalSlack.Developer, "/deploy", "staging run 1234");
        await slack.UntilCardSays("to staging", "waiting for approval");
    }

    private async Task DeployAndApprove(LocalSlack slack, RunningBot bot)
    {
        // With Slack's token set there is no local workspace, in Development neither.
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Http.GetAsync("")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Http.PostAsync("api/auth.test", null)).StatusCode);

        var command = await slack.Type(LocalSlack.Developer, "/deploy", "staging run 1234");
        var asked = await slack.UntilCardSays("to staging", "waiting for approval", "chatops.approve");

        var own = await slack.Press(LocalSlack.Developer, asked, "chatops.approve");
        await Wait.For(async () => (await slack.Messages()).FirstOrDefault(IsWhisperTo(LocalSlack.Developer, "members of @approvers")), "the one who asked is told no");
        var click = await slack.Press(LocalSlack.Approver, asked, "chatops.approve");
        output.WriteLine($"Taken: the command in {command.TotalMilliseconds:0} ms, the clicks in {own.TotalMilliseconds:0} and {click.TotalMilliseconds:0} ms.");

        var done = await slack.UntilCardSays("to staging", "succeeded");
        Assert.Equal(asked["ts"]!.ToString(), done["ts"]!.ToString());
        Assert.NotEqual(asked["text"]!.ToString(), done["text"]!.ToString());
        Assert.Single(await slack.Messages(), m => m["blocks"] is not null && m["thread_ts"] is null && m.ToJsonString().Contains("to staging", StringComparison.Ordinal));
        var served = await bot.Served();
        Assert.Equal(1234, served.Run);
        Assert.Matches("^[0-9a-f]{64}$", served.Digest);
    }

    private static Func<System.Text.Json.Nodes.JsonObject, bool> IsWhisperTo(string user, string words) => message =>
        message["ephemeral_to"]?.ToString() == user && message.ToJsonString().Contains(words, StringComparison.OrdinalIgnoreCase);
}
