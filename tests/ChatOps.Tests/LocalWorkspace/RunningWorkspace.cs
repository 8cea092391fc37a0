using System.Net.Http.Headers;
using System.Text.Json;
using ChatOps.LocalWorkspace;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.LocalWorkspace;

/// <summary>The workspace alone, on a real port, with a fake bot beside it.</summary>
internal sealed class RunningWorkspace : IAsyncDisposable
{
    public const string Token = "xoxb-for-tests";
    public const string Secret = "a signing secret";
    public const string Releases = "C0RELEASES";

    private readonly WebApplication _app;

    private RunningWorkspace(WebApplication app, string folder)
    {
        _app = app;
        Folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    public FakeBot Bot { get; private init; } = new();

    public ManualTime Time { get; private init; } = new();

    public static async Task<RunningWorkspace> Start(string? folder = null, string address = "127.0.0.1")
    {
        folder ??= Directory.CreateTempSubdirectory("workspace-").FullName;
        var (bot, time) = (new FakeBot(), new ManualTime());
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls($"http://{address}:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddLocalWorkspace(new LocalWorkspaceOptions { DataFolder = folder, SigningSecret = Secret, BotToken = Token });
        var app = builder.Build();
        app.MapLocalWorkspace();
        bot.Map(app);
        await app.StartAsync();
        return new RunningWorkspace(app, folder) { Bot = bot, Time = time };
    }

    /// <summary>Calls a method with a JSON body and the right token.</summary>
    public Task<JsonElement> Api(string method, object arguments) => Send(method, JsonContent.Create(arguments), Token);

    public Task<JsonElement> ApiForm(string method, params (string, string)[] arguments) =>
        Send(method, new FormUrlEncodedContent(arguments.Select(a => KeyValuePair.Create(a.Item1, a.Item2))), Token);

    public async Task<JsonElement> Send(string method, HttpContent content, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/" + method) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Does something as a person in the workspace.</summary>
    public async Task<JsonElement> Play(string what, object arguments)
    {
        using var response = await Http.PostAsJsonAsync("local/api/" + what, arguments);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> Get(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    /// <returns>The message's ts.</returns>
    public async Task<string> Post(object message)
    {
        var answer = await Api("chat.postMessage", message);
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return answer.GetProperty("ts").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
