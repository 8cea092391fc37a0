using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOps.Targets.Processes;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.EndToEnd;

/// <summary>emulate's GitHub, with a person, an App that is installed, and the hands of that person. One serves a whole class of tests: each has a repository of its own.</summary>
public sealed class Emulate : IAsyncLifetime, IDisposable
{
    public const string Owner = "octo", AppId = "4711";

    private readonly string _folder = Directory.CreateTempSubdirectory("emulate-").FullName;
    private readonly HttpClient _http;
    private ChildProcess? _process;

    public Emulate()
    {
        Address = $"http://127.0.0.1:{BotProcess.FreePort()}";
        Key = Path.Combine(_folder, "app.pem");
        _http = new() { BaseAddress = new($"{Address}/"), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", "ghp_of_the_person");
    }

    /// <summary>What <c>GitHub:ApiUrl</c> is set to.</summary>
    public string Address { get; }

    /// <summary>The file with the App's private key.</summary>
    public string Key { get; }

    public async Task InitializeAsync()
    {
        if (Needed.SkipWithoutEmulate is not null) return;
        using var key = RSA.Create(2048);
        await File.WriteAllTextAsync(Key, key.ExportRSAPrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "seed.json"), Seed(key.ExportRSAPrivateKeyPem()).ToJsonString());
        var (node, program) = Needed.Emulate;
        _process = ChildProcess.Start(node, [program, "start", "--service", "github", "--port", new Uri(Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--seed", "seed.json"], _folder);
        await _process.UntilItAnswers("emulate", _http, "meta");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A repository with one commit.</summary>
    /// <returns>That commit.</returns>
    public async Task<string> Repository(string name)
    {
        await Do(HttpMethod.Post, "user/repos", new JsonObject { ["name"] = name, ["private"] = true, ["auto_init"] = true });
        return (string)(await Do(HttpMethod.Get, $"repos/{Owner}/{name}/commits"))[0]!["sha"]!;
    }

    /// <summary>Writes a new file.</summary>
    /// <returns>The commit.</returns>
    public async Task<string> Write(string name, string path, string message, string content, string branch = "main")
    {
        var body = new JsonObject { ["message"] = message, ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(content)), ["branch"] = branch };
        return (string)(await Do(HttpMethod.Put, $"repos/{Owner}/{name}/contents/{path}", body))["commit"]!["sha"]!;
    }

    /// <summary>A pull request with one label and one file.</summary>
    public async Task<JsonNode> Propose(string name, string branch, string from, string label)
    {
        await Do(HttpMethod.Post, $"repos/{Owner}/{name}/git/refs", new JsonObject { ["ref"] = $"refs/heads/{branch}", ["sha"] = from });
        await Write(name, $"{branch}.txt", $"Sell {branch}", branch, branch);
        var pull = await Do(HttpMethod.Post, $"repos/{Owner}/{name}/pulls", new JsonObject { ["title"] = $"Sell {branch}", ["head"] = branch, ["base"] = "main" });
        await Do(HttpMethod.Post, $"repos/{Owner}/{name}/issues/{pull["number"]}/labels", new JsonObject { ["labels"] = new JsonArray(label) });
        return pull;
    }

    /// <summary>What a person does on GitHub.</summary>
    public async Task<JsonNode> Do(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static JsonObject Seed(string key) => new()
    {
        ["tokens"] = new JsonObject { ["ghp_of_the_person"] = new JsonObject { ["login"] = Owner, ["scopes"] = new JsonArray("repo", "admin:repo_hook") } },
        ["github"] = new JsonObject
        {
            ["users"] = new JsonArray(new JsonObject { ["login"] = Owner, ["name"] = "Octo", ["email"] = "octo@shop.example" }),
            ["apps"] = new JsonArray(new JsonObject
            {
                ["app_id"] = int.Parse(AppId, System.Globalization.CultureInfo.InvariantCulture),
                ["slug"] = "chatops",
                ["name"] = "ChatOps",
                ["private_key"] = key,
                ["permissions"] = new JsonObject { ["actions"] = "write", ["contents"] = "read", ["pull_requests"] = "read", ["checks"] = "write", ["deployments"] = "write", ["metadata"] = "read" },
                ["events"] = new JsonArray(),
                ["installations"] = new JsonArray(new JsonObject { ["installation_id"] = 100, ["account"] = Owner, ["repository_selection"] = "all" }),
            }),
        },
    };
}
