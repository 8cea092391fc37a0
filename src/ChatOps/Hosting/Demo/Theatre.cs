using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.Hosting.Demo;

/// <summary>The hands and eyes of the people in the story: they type and press in the local workspace, over HTTP, and read what it shows.</summary>
internal sealed class Theatre(Uri workspace) : IDisposable
{
    public const string Developer = "developer", SecondDeveloper = "second-developer", Approver = "approver", SecondApprover = "second-approver", Visitor = "visitor";
    private const string Channel = "releases";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The service is compiled, tested and scanned meanwhile, each with a restore of its own.
    private static readonly TimeSpan PatienceForBuilds = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new() { BaseAddress = workspace, Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => _http.Dispose();

    public async Task UntilReady(CancellationToken ct)
    {
        await Until("the bot is ready", async () =>
        {
            using var answer = await _http.GetAsync("health/ready", ct);
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(ct));
        }, ct);

        // A process that has just begun is slow at first: the story is not about that.
        await Until("the bot answers in time", async () =>
        {
            var answer = await Post("local/api/command", new { user = Developer, channel = Channel, command = "/release", text = "status" }, ct);
            return (answer["reply"]?.GetValue<string>() is { } reply && !IsLate(reply), answer.ToJsonString());
        }, ct);
    }

    /// <returns>What the person who typed was answered, at once or a little later.</returns>
    public async Task<string> Type(string who, string command, string text, CancellationToken ct)
    {
        var before = (await Whispers(who, ct)).Count;
        var answer = await Post("local/api/command", new { user = who, channel = Channel, command, text }, ct);
        var reply = answer["reply"]?.GetValue<string>();
        // Whoever is not answered in three seconds is told what comes of it all the same.
        if (reply is null && answer["error"]?.GetValue<string>().Contains("operation_timeout", StringComparison.Ordinal) != true) throw new StoryException($"{command} {text} was not answered: {answer.ToJsonString()}");
        return reply is not null && !IsLate(reply) ? reply : await Until($"{command} {text} is answered", async () =>
        {
            var later = (await Whispers(who, ct)).Skip(before).FirstOrDefault(w => !IsLate(w));
            return (later is not null, later ?? answer.ToJsonString());
        }, ct);
    }

    public async Task Press(string who, long run, string button, CancellationToken ct)
    {
        var card = await Card(run, ct) ?? throw new StoryException($"#{run} has no card.");
        var ts = card["ts"]!.GetValue<string>();
        var answer = await Post("local/api/action", new { user = who, channel = Channel, ts, action_id = $"chatops.{button}" }, ct);
        if (answer["ok"]?.GetValue<bool>() != true) throw new StoryException($"{who} could not press {button} on #{run}: {answer.ToJsonString()}");
    }

    /// <returns>The card's text, once it holds all the words.</returns>
    public Task<string> UntilCardSays(long run, CancellationToken ct, params string[] words) => UntilCardSays(run, Patience, words, ct);

    /// <returns>The card's text, once the run's release is made and people are asked.</returns>
    public Task<string> UntilMade(long run, CancellationToken ct) => UntilCardSays(run, PatienceForBuilds, ["waiting for approval"], ct);

    private Task<string> UntilCardSays(long run, TimeSpan patience, string[] words, CancellationToken ct) =>
        Until($"the card of #{run} says \"{string.Join("\" and \"", words)}\"", async () =>
        {
            var text = (await Card(run, ct))?["text"]?.GetValue<string>() ?? "";
            if (text.Split('\n')[0].EndsWith(": failed.", StringComparison.Ordinal)) throw new StoryException($"#{run} failed: {text}");
            return (words.All(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)), text);
        }, ct, patience);

    /// <summary>Of the card's blocks, which hold more than its text: how far each stage is.</summary>
    /// <returns>The part of the card that holds the words.</returns>
    public Task<string> UntilCardShows(long run, string words, CancellationToken ct) =>
        Until($"the card of #{run} shows \"{words}\"", async () =>
        {
            var parts = Texts((await Card(run, ct))?["blocks"]).SelectMany(t => t.Split('\n')).ToList();
            var found = parts.FirstOrDefault(p => p.Contains(words, StringComparison.OrdinalIgnoreCase));
            return (found is not null, found ?? string.Join('\n', parts));
        }, ct);

    public Task<string> UntilWhispered(string who, string words, CancellationToken ct) =>
        Until($"{who} is told \"{words}\"", async () =>
        {
            var texts = await Whispers(who, ct);
            return (texts.Any(t => t.Contains(words, StringComparison.OrdinalIgnoreCase)), texts.LastOrDefault() ?? "");
        }, ct);

    public async Task<JsonObject?> TryAsk(string url, CancellationToken ct)
    {
        try
        {
            return JsonNode.Parse(await _http.GetStringAsync(url, ct)) as JsonObject;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException)
        {
            return null;
        }
    }

    private async Task<JsonObject?> Card(long run, CancellationToken ct)
    {
        var shown = await Get($"local/api/messages?channel={Channel}", ct);
        return shown["messages"]!.AsArray().OfType<JsonObject>().FirstOrDefault(m => m["metadata"]?["event_payload"]?["key"]?.GetValue<string>() == $"run-{run}");
    }

    private async Task<List<string>> Whispers(string who, CancellationToken ct) =>
        [.. Messages(await Get($"local/api/state?user={who}", ct)).Where(m => m["is_ephemeral"]?.GetValue<bool>() == true).Select(m => m["text"]?.GetValue<string>() ?? "")];

    private static bool IsLate(string reply) => reply.StartsWith("This takes longer", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray all => all.SelectMany(Texts),
        JsonObject one => one.SelectMany(p => p is { Key: "text", Value: JsonValue text } ? [text.GetValue<string>()] : Texts(p.Value)),
        _ => [],
    };

    private static IEnumerable<JsonObject> Messages(JsonObject state) =>
        state["channels"]!.AsArray().SelectMany(c => c!["messages"]!.AsArray()).OfType<JsonObject>();

    /// <returns>What was seen when it was true.</returns>
    public static async Task<string> Until(string what, Func<Task<(bool IsTrue, string Seen)>> look, CancellationToken ct, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (isTrue, seen) = await look();
            if (isTrue) return seen;
            if (TimeProvider.System.GetElapsedTime(start) > limit) throw new StoryException($"{what}: not within {limit.TotalSeconds:0} s. Last seen: {seen}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    private async Task<JsonObject> Get(string path, CancellationToken ct) => JsonNode.Parse(await _http.GetStringAsync(path, ct))!.AsObject();

    private async Task<JsonObject> Post(string path, object body, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!.AsObject();
    }
}

/// <summary>Something in the story did not come true.</summary>
internal sealed class StoryException(string message) : Exception(message);
