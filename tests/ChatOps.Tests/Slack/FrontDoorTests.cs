using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Slack;

public class FrontDoorTests
{
    [Fact]
    public async Task A_command_becomes_a_request_and_its_reply_an_ephemeral_answer()
    {
        await using var host = await FrontDoorHost.Start();
        var (status, body) = await host.Post("/slack/command", Bodies.Command(text: "staging run 1234 🚀 + &"));

        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("ephemeral", json.RootElement.GetProperty("response_type").GetString());
        Assert.Equal("done", json.RootElement.GetProperty("text").GetString());
        var command = Assert.IsType<AnswerCommand>(Assert.Single(host.Mediator.Requests));
        Assert.Equal(("/deploy", "staging run 1234 🚀 + &", "C2147483705", "releases"), (command.Command, command.Text, command.Channel, command.ChannelName));
        Assert.Equal(new Person("U2147483697", "T0001", "dev"), command.By);
        Assert.StartsWith("command:", command.Origin.Key);
        Assert.StartsWith("v0=", command.Origin.Signature);
    }

    [Fact]
    public async Task The_same_act_under_another_signature_has_the_same_key()
    {
        await using var host = await FrontDoorHost.Start();
        await host.Send(host.Signed("/slack/command", Bodies.Command()));
        await host.Send(host.Signed("/slack/command", Bodies.Command(), age: TimeSpan.FromSeconds(7)));
        await host.Send(host.Signed("/slack/command", Bodies.Command(trigger: "2"), age: TimeSpan.FromSeconds(9)));

        var origins = host.Mediator.Requests.Cast<AnswerCommand>().Select(c => c.Origin).ToList();
        Assert.Equal(origins[0].Key, origins[1].Key);
        Assert.NotEqual(origins[0].Signature, origins[1].Signature);
        Assert.NotEqual(origins[0].Key, origins[2].Key);
    }

    [Fact]
    public async Task The_same_request_twice_has_one_effect()
    {
        await using var host = await FrontDoorHost.Start();
        var stamp = host.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(200, (await host.Send(host.Signed("/slack/command", Bodies.Command(), at: stamp))).Status);
        var (status, body) = await host.Send(host.Signed("/slack/command", Bodies.Command(), at: stamp));
        Assert.Equal(401, status);
        Assert.Contains("before", body);
        Assert.Single(host.Mediator.Requests);
    }

    [Fact]
    public async Task A_replay_that_only_the_database_remembers_is_refused_too()
    {
        await using var host = await FrontDoorHost.Start();
        host.Mediator.Answer = _ => Task.FromResult(Reply.Say("") with { IsReplay = true });
        Assert.Equal(401, (await host.Post("/slack/command", Bodies.Command())).Status);
        Assert.Equal(401, (await host.Post("/slack/action", Bodies.Form(Bodies.Click()))).Status);
    }

    [Fact]
    public async Task Unsigned_stale_and_forged_requests_are_refused_without_effect()
    {
        await using var host = await FrontDoorHost.Start();
        using var unsigned = new HttpRequestMessage(HttpMethod.Post, "/slack/command") { Content = new StringContent(Bodies.Command()) };
        Assert.Equal(401, (await host.Send(unsigned)).Status);
        Assert.Equal(401, (await host.Send(host.Signed("/slack/command", Bodies.Command(), age: TimeSpan.FromSeconds(305)))).Status);
        Assert.Equal(401, (await host.Send(host.Signed("/slack/command", Bodies.Command(), age: TimeSpan.FromSeconds(-305)))).Status);
        Assert.Equal(401, (await host.Send(host.Signed("/slack/action", Bodies.Form(Bodies.Click()), secret: "guess"))).Status);
        Assert.Empty(host.Mediator.Requests);
    }

    [Fact]
    public async Task Without_a_secret_even_an_empty_key_opens_nothing()
    {
        await using var host = await FrontDoorHost.Start(secret: "");
        Assert.Equal(401, (await host.Send(host.Signed("/slack/command", Bodies.Command(), secret: ""))).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_a_megabyte_is_refused_in_words(bool chunked)
    {
        await using var host = await FrontDoorHost.Start();
        var request = host.Signed("/slack/command", Bodies.Command(text: new string('a', (1024 * 1024) + 1)));
        if (chunked) request.Headers.TransferEncodingChunked = true;
        var (status, body) = await host.Send(request);
        Assert.Equal(413, status);
        Assert.Contains("1048576", body);
        Assert.Empty(host.Mediator.Requests);
    }

    [Fact]
    public async Task A_body_just_under_a_megabyte_comes_in_whole()
    {
        await using var host = await FrontDoorHost.Start();
        Assert.Equal(200, (await host.Post("/slack/command", Bodies.Command(text: new string('a', 1024 * 1000)))).Status);
        Assert.Equal(1024 * 1000, ((AnswerCommand)host.Mediator.Requests.Single()).Text.Length);
    }

    [Theory]
    [InlineData("/slack/command", "payload=%7B%22type%22%3A%22block_actions%22%7D")]
    [InlineData("/slack/command", "x=1")]
    [InlineData("/slack/command", "command=%2Fdeploy&user_id=U1")]
    [InlineData("/slack/command", "command=%zz&user_id=U1&team_id=T1&channel_id=C1")]
    [InlineData("/slack/command", "command=%2Fdeploy&command=%2Fpromote&user_id=U1&team_id=T1&channel_id=C1")]
    [InlineData("/slack/command", "text=%FF%FE")]
    [InlineData("/slack/action", "COMMAND")]
    [InlineData("/slack/action", "payload=%7B")]
    [InlineData("/slack/action", "payload=null")]
    [InlineData("/slack/action", "payload=%7B%7D")]
    [InlineData("/slack/action", "payload=%5B%5D")]
    [InlineData("/slack/action", "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A5%7D")]
    [InlineData("/slack/action", "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%7B%22id%22%3A%22%5Cud800%22%7D%7D")]
    [InlineData("/slack/action", "payload=%7B%22type%22%3A%22block_suggestion%22%7D")]
    [InlineData("/slack/options", "COMMAND")]
    [InlineData("/slack/event", "COMMAND")]
    public async Task What_does_not_fit_the_address_is_refused_in_words(string path, string body)
    {
        await using var host = await FrontDoorHost.Start();
        var (status, words) = await host.Post(path, body == "COMMAND" ? Bodies.Command() : body);
        Assert.Equal(400, status);
        Assert.True(words.Trim().Length > 20, words);
        Assert.DoesNotContain("   at ", words);
        Assert.Empty(host.Mediator.Requests);
    }

    [Theory]
    [InlineData("{\"type\":\"x\"}")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Malformed_events_are_refused_in_words(string body)
    {
        await using var host = await FrontDoorHost.Start();
        Assert.Equal(400, (await host.Post("/slack/event", body, "application/json")).Status);
    }

    [Fact]
    public async Task The_small_courtesies_are_answered()
    {
        await using var host = await FrontDoorHost.Start();
        Assert.Equal((200, ""), await host.Post("/slack/command", "token=x&ssl_check=1"));
        Assert.Equal((200, """{"challenge":"3eZbrw1a"}"""), await host.Post("/slack/event", """{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}""", "application/json; charset=utf-8"));
        Assert.Equal((200, ""), await host.Post("/slack/event", """{"type":"event_callback","event_id":"Ev1","event":{"type":"app_home_opened"}}""", "application/json"));
        Assert.Equal((200, """{"options":[]}"""), await host.Post("/slack/options", Bodies.Form("""{"type":"block_suggestion","user":{"id":"U1"}}""")));
        Assert.Empty(host.Mediator.Requests);
    }

    [Fact]
    public async Task A_click_carries_the_persons_own_workspace()
    {
        await using var host = await FrontDoorHost.Start();
        Assert.Equal((200, ""), await host.Post("/slack/action", Bodies.Form(Bodies.Click(userTeam: "T0002"))));
        var click = Assert.IsType<AcceptClick>(Assert.Single(host.Mediator.Requests));
        Assert.Equal((ButtonAction.Approve, 57L, "abc", (string?)null, "C1"), (click.Action, click.Run, click.Decision, click.Reason, click.Channel));
        Assert.Equal(new Person("U222", "T0002", "ann"), click.By);
        Assert.StartsWith("click:", click.Origin.Key);
        var (channel, user, note) = await host.Chat.Whispers.Reader.ReadAsync().AsTask().WaitAsync(Until.Usual);
        Assert.Equal(("C1", "U222", "done"), (channel, user, note.Text));
    }

    [Fact]
    public async Task Other_elements_are_left_alone_and_bad_values_refused()
    {
        await using var host = await FrontDoorHost.Start();
        Assert.Equal((200, ""), await host.Post("/slack/action", Bodies.Form(Bodies.Click(actionId: "overflow-7"))));
        foreach (var value in new[] { "", "abc", "-1|x", "|x", "99999999999999999999|x", "0|x" })
            Assert.Equal(400, (await host.Post("/slack/action", Bodies.Form(Bodies.Click(value: value)))).Status);
        Assert.Empty(host.Mediator.Requests);
    }

    [Fact]
    public async Task Reject_opens_a_form_and_its_answer_is_the_click()
    {
        await using var host = await FrontDoorHost.Start();
        var never = new TaskCompletionSource();
        host.Chat.OnForm = () => never.Task;
        Assert.Equal((200, ""), await host.Post("/slack/action", Bodies.Form(Bodies.Click("chatops.reject"))));
        var (trigger, form) = await host.Chat.Forms.Reader.ReadAsync().AsTask().WaitAsync(Until.Usual);
        Assert.Equal(("12466734323.1395872398", 57L, "abc", "C1", "Deploy shop & more: waiting."), (trigger, form.Run, form.Decision, form.Channel, form.Title));
        Assert.Empty(host.Mediator.Requests);
        never.SetResult();

        Assert.Equal((200, ""), await host.Post("/slack/action", Bodies.Form(Bodies.Submission(" too risky "))));
        var click = Assert.IsType<AcceptClick>(Assert.Single(host.Mediator.Requests));
        Assert.Equal((ButtonAction.Reject, 57L, "abc", "too risky", "C1"), (click.Action, click.Run, click.Decision, click.Reason, click.Channel));
    }

    [Theory]
    [InlineData("  \n ")]
    [InlineData("LONG")]
    public async Task A_reason_that_is_none_keeps_the_form_open(string reason)
    {
        await using var host = await FrontDoorHost.Start();
        var (status, body) = await host.Post("/slack/action", Bodies.Form(Bodies.Submission(reason == "LONG" ? new string('x', 501) : reason)));
        Assert.Equal(200, status);
        Assert.Contains("\"response_action\":\"errors\"", body);
        Assert.Contains("\"reason\":", body);
        Assert.Empty(host.Mediator.Requests);
    }

    [Fact]
    public async Task A_form_with_a_forged_memo_is_refused()
    {
        await using var host = await FrontDoorHost.Start();
        Assert.Equal(400, (await host.Post("/slack/action", Bodies.Form(Bodies.Submission("no", "hello")))).Status);
    }

    [Fact]
    public async Task An_unexpected_fault_is_told_with_a_number_and_may_be_sent_again()
    {
        await using var host = await FrontDoorHost.Start();
        host.Mediator.Answer = _ => throw new InvalidOperationException("xoxb-secret");
        var stamp = host.Time.GetUtcNow().ToUnixTimeSeconds();
        var (status, body) = await host.Send(host.Signed("/slack/command", Bodies.Command(), at: stamp));
        Assert.Equal(200, status);
        Assert.Contains("nothing was done", body);
        Assert.Matches("incident [0-9a-f]{8}", body);
        Assert.DoesNotContain("xoxb", body);

        host.Mediator.Answer = _ => Task.FromResult(Reply.Say("done"));
        Assert.Contains("done", (await host.Send(host.Signed("/slack/command", Bodies.Command(), at: stamp))).Body);
    }

    [Fact]
    public async Task A_slow_handler_does_not_cost_the_answer()
    {
        await using var host = await FrontDoorHost.Start();
        var slow = new TaskCompletionSource<Reply>();
        host.Mediator.Answer = _ => slow.Task;
        var (status, body) = await host.Post("/slack/command", Bodies.Command()).WaitAsync(Until.Usual);
        Assert.Equal(200, status);
        Assert.Contains("longer", body);
        slow.SetResult(Reply.Say("late but *done*"));
        Assert.Equal("late but *done*", (await host.Chat.Whispers.Reader.ReadAsync().AsTask().WaitAsync(Until.Usual)).Note.Text);
    }

    [Fact]
    public async Task A_long_reply_is_cut_where_nothing_breaks()
    {
        await using var host = await FrontDoorHost.Start();
        host.Mediator.Answer = _ => Task.FromResult(Reply.Say(string.Concat(Enumerable.Repeat("&👩‍💻", 2000))));
        var (_, body) = await host.Post("/slack/command", Bodies.Command());
        using var json = JsonDocument.Parse(body);
        var text = json.RootElement.GetProperty("text").GetString()!;
        Assert.True(text.Length is > 3500 and <= 3600);
        Assert.Matches("^(&amp;👩‍💻)*(&amp;)?…$", text);
    }

    [Fact]
    public async Task A_request_that_breaks_off_does_no_harm()
    {
        await using var host = await FrontDoorHost.Start();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /slack/command HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\ncommand="));
        }

        Assert.Equal(200, (await host.Post("/slack/command", Bodies.Command())).Status);
    }
}
