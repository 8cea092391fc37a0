using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Targets.Processes;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.EndToEnd;

/// <summary>local-slack with two people and one channel, and the hands of those people.</summary>
internal sealed class LocalSlack : IAsyncDisposable
{
    public const string Developer = "U0DEVELOP1", Approver = "U0APPROVE1", Channel = "C0RELEASES";
    private const string SigningSecret = "a-secret-of-the-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("local-slack-").FullName;
    private readonly HttpClient _http;
    private ChildProcess? _process;

    /// <param name="requestUrl">Where it posts to; null for Socket Mode.</param>
    private LocalSlack(Uri? requestUrl)
    {
        Url = new($"http://127.0.0.1:{BotProcess.FreePort()}/");
        _http = new() { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30) };
        File.WriteAllText(Path.Combine(_folder, "config.json"), Config(requestUrl).ToJsonString());
        Settings = new()
        {
            ["Slack:BotToken"] = "xoxb-1-test",
            ["Slack:ApiUrl"] = new Uri(Url, "api/").ToString(),
            [requestUrl is null ? "Slack:AppToken" : "Slack:SigningSecret"] = requestUrl is null ? "xapp-1-test" : SigningSecret,
            ["Projects:shop:Groups:approvers:0"] = Approver,
        };
    }

    public Uri Url { get; }

    /// <summary>What the bot must be told to find it.</summary>
    public Dictionary<string, string> Settings { get; }

    public static async Task<LocalSlack> Start(Uri? requestUrl = null)
    {
        var slack = new LocalSlack(requestUrl);
        try
        {
            await slack.Begin();
            return slack;
        }
        catch
        {
            await slack.DisposeAsync();
            throw;
        }
    }

    public async Task Begin()
    {
        _process = ChildProcess.Start(
            Needed.LocalSlack, ["--config", "config.json", "--port", $"{Url.Port}", "--base-host", "127.0.0.1"], _folder);
        await _process.UntilItAnswers("local-slack", _http, "_control/state");
    }

    /// <summary>It is gone at once, with all it knew.</summary>
    public async Task Die()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <returns>How long the bot took to take the command.</returns>
    public Task<TimeSpan> Type(string user, string command, string text) => Timed("_control/command", new { channel = Channel, user, command, text });

    /// <returns>How long the bot took to take the click.</returns>
    public Task<TimeSpan> Press(string user, JsonObject message, string actionId)
    {
        var (block, button) = Buttons(message).Single(b => b.Button["action_id"]?.GetValue<string>() == actionId);
        return Timed("_control/interact", new
        {
            channel = Channel,
            messageTs = message["ts"]!.GetValue<string>(),
            user,
            action = new { type = "button", action_id = actionId, block_id = block["block_id"]?.GetValue<string>(), value = button["value"]?.GetValue<string>(), text = button["text"] },
        });
    }

    /// <summary>Sends the form on top with one text in it. Only the page can, so this speaks as the page does.</summary>
    public async Task Submit(string user, string block, string action, string text)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Url.Port}/ui"), CancellationToken.None);
        var values = new Dictionary<string, object> { [block] = new Dictionary<string, object> { [action] = new { type = "plain_text_input", value = text } } };
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { t = "view_submit", user, values }), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <returns>The card, once it says all the words.</returns>
    public Task<JsonObject> UntilCardSays(string heading, params string[] words)
    {
        var seen = "";
        return Wait.For(async () =>
        {
            var messages = await Messages();
            seen = string.Join("\n---\n", messages.Select(m => m.ToJsonString()));
            return messages.FirstOrDefault(m => m["blocks"] is not null && words.Prepend(heading).All(w => m.ToJsonString().Contains(w, StringComparison.OrdinalIgnoreCase)));
        }, $"a card says {heading}: {string.Join(", ", words)}", seconds: 60, () => seen);
    }

    public async Task<IReadOnlyList<JsonObject>> Messages()
    {
        var all = await _http.GetFromJsonAsync<JsonObject>($"_control/messages/{Channel}");
        return [.. all!["messages"]!.AsArray().OfType<JsonObject>()];
    }

    public Task<string> Log() => _http.GetStringAsync("_control/log");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<TimeSpan> Timed(string path, object body)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await _http.PostAsJsonAsync(path, body);
        var took = Stopwatch.GetElapsedTime(start);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return took;
    }

    private static IEnumerable<(JsonObject Block, JsonObject Button)> Buttons(JsonObject message) =>
        from block in message["blocks"]!.AsArray().OfType<JsonObject>()
        where block["type"]?.GetValue<string>() == "actions"
        from button in block["elements"]!.AsArray().OfType<JsonObject>()
        select (block, button);

    private static JsonObject Config(Uri? requestUrl) => new()
    {
        ["workspace"] = new JsonObject { ["name"] = "Test", ["domain"] = "test", ["teamId"] = "T0TEST0001" },
        ["app"] = new JsonObject
        {
            ["appId"] = "A0CHATOPS1",
            ["botUserId"] = "U0CHATOPS1",
            ["botName"] = "chatops",
            ["botToken"] = "xoxb-1-test",
            ["appToken"] = "xapp-1-test",
            ["signingSecret"] = SigningSecret,
            ["mode"] = requestUrl is null ? "socket" : "events",
            ["requestUrl"] = requestUrl?.ToString() ?? "",
        },
        ["users"] = new JsonArray(User(Developer, "developer"), User(Approver, "approver")),
        ["channels"] = new JsonArray(new JsonObject { ["id"] = Channel, ["name"] = "releases", ["members"] = new JsonArray(Developer, Approver, "U0CHATOPS1") }),
    };

    private static JsonObject User(string id, string name) => new() { ["id"] = id, ["name"] = name, ["real_name"] = name, ["email"] = $"{name}@example.com" };
}
