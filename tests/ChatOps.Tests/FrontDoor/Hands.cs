using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>What was answered to a request of Slack's.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body)
{
    public string Text => Body.Length > 0 && Body[0] == '{' ? JsonNode.Parse(Body)!["text"]?.GetValue<string>() ?? "" : Body;
}

/// <summary>People's hands: what they type and press reaches the bot as Slack sends it, signed as Slack's documentation says.</summary>
internal sealed class Hands(Uri bot, SlackWorkspace slack, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = bot, Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => _http.Dispose();

    public HttpClient Http => _http;

    /// <returns>What the person who typed is shown.</returns>
    public async Task<string> Type(Member who, string line, string channel = SlackWorkspace.Releases)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (command, text) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
        var answer = await Send("/slack/command", CommandBody(who, command, text, slack.NewTrigger(), channel));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(OutgoingRules.LiveIn(answer.Text));
        return answer.Text;
    }

    /// <summary>Types a command that must start a run; on a slow machine its number is told a little later.</summary>
    public async Task<long> Begin(Member who, string line, string channel = SlackWorkspace.Releases, Func<string>? seen = null)
    {
        var before = slack.Whispers.Count;
        var reply = await Type(who, line, channel);
        if (IsLate(reply))
        {
            reply = (await Until.Found("the run's number is told", () => slack.Whispers.Skip(before).FirstOrDefault(w => w.User == who.Id && NumberIn(w.Text) > 0), seen)).Text;
        }

        Assert.True(NumberIn(reply) > 0, $"No run was started: {reply}");
        return NumberIn(reply);
    }

    public static bool IsLate(string reply) => reply.StartsWith("This takes longer than it should.", StringComparison.Ordinal);

    /// <returns>The number of the run that was started, or 0.</returns>
    public static long NumberIn(string reply) =>
        reply.StartsWith('#') && reply.IndexOf(": ", StringComparison.Ordinal) is var end and > 0 && long.TryParse(reply.AsSpan(1, end - 1), out var run) ? run : 0;

    public static string CommandBody(Member who, string command, string text, string trigger, string channel = SlackWorkspace.Releases) => Form(
        ("token", "legacy"), ("team_id", who.Team), ("team_domain", "shop"), ("channel_id", channel),
        ("channel_name", channel == SlackWorkspace.Releases ? "releases" : "ops"), ("user_id", who.Id), ("user_name", who.Name), ("command", command),
        ("text", text), ("response_url", "https://hooks.slack.com/commands/1/2"), ("trigger_id", trigger), ("api_app_id", "A0"));

    /// <summary>Presses a button that the message shows now.</summary>
    public Task<Answer> Press(Member who, Message message, string button) => Send("/slack/action", ClickBody(who, message, button, slack.NewTrigger()));

    public static string ClickBody(Member who, Message message, string button, string trigger)
    {
        var pressed = message.Button(button) ?? throw new InvalidOperationException($"There is no button {button}, only: {message.ButtonNames}");
        return ClickBody(who, message, pressed["action_id"]!.GetValue<string>(), pressed["value"]!.GetValue<string>(), trigger);
    }

    public static string ClickBody(Member who, Message message, string action, string value, string trigger) => Form(("payload", new JsonObject
    {
        ["type"] = "block_actions",
        ["team"] = new JsonObject { ["id"] = People.Team, ["domain"] = "shop" },
        ["user"] = new JsonObject { ["id"] = who.Id, ["username"] = who.Name, ["name"] = who.Name, ["team_id"] = who.Team },
        ["api_app_id"] = "A0",
        ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel, ["is_ephemeral"] = false },
        ["trigger_id"] = trigger,
        ["channel"] = new JsonObject { ["id"] = message.Channel, ["name"] = "releases" },
        ["message"] = new JsonObject { ["ts"] = message.Ts, ["text"] = message.Text },
        ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = action, ["block_id"] = "chatops.card", ["value"] = value }),
    }.ToJsonString()));

    /// <summary>Answers the form that Reject opened.</summary>
    public Task<Answer> Submit(Member who, JsonObject form, string reason) => Send("/slack/action", Form(("payload", new JsonObject
    {
        ["type"] = "view_submission",
        ["team"] = new JsonObject { ["id"] = People.Team },
        ["user"] = new JsonObject { ["id"] = who.Id, ["username"] = who.Name, ["team_id"] = who.Team },
        ["trigger_id"] = slack.NewTrigger(),
        ["view"] = new JsonObject
        {
            ["id"] = "V1", ["type"] = "modal", ["callback_id"] = form["callback_id"]!.DeepClone(), ["private_metadata"] = form["private_metadata"]!.DeepClone(),
            ["state"] = new JsonObject { ["values"] = new JsonObject { ["reason"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = reason } } } },
        },
    }.ToJsonString())));

    /// <summary>Answers the form that Approve opened.</summary>
    public Task<Answer> SubmitApproval(Member who, JsonObject form, params (string Block, string Text)[] typed) => Send("/slack/action", Form(("payload", new JsonObject
    {
        ["type"] = "view_submission",
        ["team"] = new JsonObject { ["id"] = People.Team },
        ["user"] = new JsonObject { ["id"] = who.Id, ["username"] = who.Name, ["team_id"] = who.Team },
        ["trigger_id"] = slack.NewTrigger(),
        ["view"] = new JsonObject
        {
            ["id"] = "V1", ["type"] = "modal", ["callback_id"] = form["callback_id"]!.DeepClone(), ["private_metadata"] = form["private_metadata"]!.DeepClone(),
            ["state"] = new JsonObject
            {
                ["values"] = new JsonObject(typed.Select(t => KeyValuePair.Create<string, JsonNode?>(
                    t.Block, new JsonObject { ["text"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = t.Text } }))),
            },
        },
    }.ToJsonString())));

    public Task<Answer> Send(string path, string body, TimeSpan age = default, string secret = SlackWorkspace.Secret) =>
        Deliver(path, body, (time.GetUtcNow() - age).ToUnixTimeSeconds(), secret);

    public async Task<Answer> Deliver(string path, string body, long stamp, string secret = SlackWorkspace.Secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", $"{stamp}");
        if (secret.Length > 0) request.Headers.Add("X-Slack-Signature", Signature(secret, stamp, bytes));
        using var answer = await _http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string Signature(string secret, long stamp, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{stamp}:"), .. body];
        return $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    private static string Form(params (string Name, string Value)[] fields) => string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));
}
