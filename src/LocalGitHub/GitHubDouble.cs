using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalGitHub;

/// <summary>GitHub as its documentation says it is, on real sockets: it refuses what GitHub refuses.</summary>
internal sealed class GitHubDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _base;
    private readonly List<Route> _routes = [];
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly Func<Asked, Reply, IEnumerable<string>> _contract;
    private long _lastRun = 5000;

    private GitHubDouble(string basePath, StorageDouble storage, Func<Asked, Reply, IEnumerable<string>>? contract)
    {
        (_base, Storage, _contract) = (basePath, storage, contract ?? ((_, _) => []));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(Answer);
        Rights = new(this);
        Devices = new(this);
    }

    public StorageDouble Storage { get; }

    public Rights Rights { get; }

    public Devices Devices { get; }

    public RateLimit Limit { get; } = new();

    public Faults Faults { get; } = new();

    public ConcurrentDictionary<string, RepositoryState> Repositories { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What an answer that is made waits for before it is sent; by the request's path.</summary>
    public Func<string, Task> Holds { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every answer is a redirect to there; null: none is.</summary>
    public string? MovedTo { get; set; }

    /// <summary>The tag of whatever is answered: nothing ever seems to change; null: each answer has its own.</summary>
    public string? Tag { get; set; }

    /// <summary>What was asked, in order: <c>GET /repos/…</c> with the query, and how it was answered.</summary>
    public ConcurrentQueue<(string Line, int Status)> Calls { get; } = new();

    /// <summary>What was asked that is nothing here, and whatever did not fit the contract.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    public TimeProvider Time { get; private set; } = TimeProvider.System;

    /// <summary>What <c>GitHub:ApiUrl</c> is set to.</summary>
    public string Address => $"{_app.Urls.Single()}{_base}";

    /// <param name="basePath">An Enterprise Server's: <c>/api/v3</c>.</param>
    /// <param name="contract">What is wrong with a request and its answer, in words.</param>
    public static async Task<GitHubDouble> Start(string basePath = "", TimeProvider? time = null, Func<Asked, Reply, IEnumerable<string>>? contract = null)
    {
        var gitHub = new GitHubDouble(basePath, await StorageDouble.Start(), contract);
        gitHub.Time = gitHub.Storage.Time = time ?? TimeProvider.System;
        gitHub._routes.AddRange([.. RepositoryRoutes.Of(gitHub), .. ActionsRoutes.Of(gitHub), .. DeploymentRoutes.Of(gitHub), .. ReviewRoutes.Of(gitHub), .. AppRoutes.Of(gitHub), .. PeopleRoutes.Of(gitHub)]);
        await gitHub._app.StartAsync();
        return gitHub;
    }

    public RepositoryState Repository(string fullName)
    {
        var repository = new RepositoryState(fullName);
        repository.Commit("Begin");
        return Repositories[fullName] = repository;
    }

    /// <summary>The number of a run that is dispatched.</summary>
    public long NextRun() => Interlocked.Increment(ref _lastRun);

    /// <summary>How often something with this in its line was asked.</summary>
    public int Asked(string part) => Calls.Count(c => c.Line.Contains(part, StringComparison.Ordinal));

    /// <summary>Ends it, whatever it was asked.</summary>
    public async Task End()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        await Storage.DisposeAsync();
        Rights.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        if (!_violations.IsEmpty) throw new InvalidOperationException(string.Join("\n", _violations));
        if (!Storage.Tokens.IsEmpty) throw new InvalidOperationException($"The storage was shown a token: {string.Join(", ", Storage.Tokens)}");
    }

    private async Task Answer(HttpContext http)
    {
        var fault = Faults.Take(http.Request);
        if (fault is { Kind: FaultKind.Silence })
        {
            Calls.Enqueue(($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", 0));
            await Faults.Silence(http);
            return;
        }

        var reply = MovedTo is { } there ? new(301, new JsonObject()) { Location = there } : fault is { Kind: FaultKind.Status } ? Reply.Refused(fault.Number, "A fault of the test's") : await ReplyTo(http);
        await Holds(http.Request.Path.Value!);
        await Send(http, reply, fault);
    }

    // Written down before it is sent: whoever has an answer finds the call, and calls stand in the order in which they were answered.
    private void Answers(HttpContext http) => Calls.Enqueue(($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", http.Response.StatusCode));

    private async Task Send(HttpContext http, Reply reply, WireFault? fault)
    {
        http.Response.StatusCode = reply.Status;
        if (reply.Location is not null) http.Response.Headers.Location = reply.Location;
        Limit.Tell(http.Response, Time.GetUtcNow());
        if (reply.Body is null)
        {
            Answers(http);
            await http.Response.CompleteAsync();
            return;
        }

        var body = Encoding.UTF8.GetBytes(reply.Body.ToJsonString());
        http.Response.ContentType = "application/json; charset=utf-8";
        if (reply.Status == 200 && http.Request.Method == "GET")
        {
            http.Response.Headers.ETag = Tag ?? $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
            if (fault is null && http.Request.Headers.IfNoneMatch == http.Response.Headers.ETag)
            {
                http.Response.StatusCode = 304;
                Answers(http);
                return;
            }
        }

        Answers(http);
        await Faults.Send(http, body, fault);
    }

    private async Task<Reply> ReplyTo(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (Devices.Answer(http, text, _violations.Enqueue) is { } device) return device;
        var body = text.Length > 0 ? JsonNode.Parse(text) : null;
        if (!path.StartsWith($"{_base}/", StringComparison.Ordinal) || _routes.Select(r => (Route: r, In: r.Match(http.Request.Method, path[_base.Length..]))).FirstOrDefault(r => r.In is not null) is not { In: { } found, Route: var route })
        {
            _violations.Enqueue($"{http.Request.Method} {path} is nothing that this double knows.");
            return Reply.NotFound;
        }

        var asked = new Asked(http.Request.Method, route.Template, found, http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()), body, http.Request.Headers.Accept.ToString()) { IsApp = Rights.IsInstallation(http), Login = Rights.LoginOf(http) };
        var reply = Limit.Refusal(http.Response, Time.GetUtcNow()) ?? Rights.Refusal(http, route, asked) ?? route.Answer(asked);
        foreach (var violation in _contract(asked, reply)) _violations.Enqueue(violation);
        return reply;
    }
}

/// <summary>One of GitHub's operations.</summary>
/// <param name="Template">As in GitHub's description.</param>
/// <param name="Permission">What it asks for, such as <c>actions=read</c>; null: an App's own key.</param>
internal sealed record Route(string Method, string Template, string? Permission, Func<Asked, Reply> Answer)
{
    private readonly string[] _parts = Template.Split('/');

    /// <returns>What stands for the names in braces; null if this is another path.</returns>
    public IReadOnlyDictionary<string, string>? Match(string method, string path)
    {
        var parts = path.Split('/');
        if (method != Method || parts.Length != _parts.Length) return null;
        var found = new Dictionary<string, string>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (_parts[i].StartsWith('{')) found[_parts[i].Trim('{', '}')] = Uri.UnescapeDataString(parts[i]);
            else if (parts[i] != _parts[i]) return null;
        }

        return found;
    }
}
