using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.EndToEnd;

/// <summary>The bot as people start it, in Development, in a folder of its own and on free ports. Nothing it started is left when it is disposed.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ChatOps.dll");
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly string _folder = Directory.CreateTempSubdirectory("bot-").FullName;
    private readonly ChildProcess _process;

    private RunningBot(int port, IReadOnlyDictionary<string, string> settings)
    {
        Http = new() { BaseAddress = new($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(10) };
        Staging = new($"http://127.0.0.1:{BotProcess.FreePort()}/");
        var all = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["URLS"] = Http.BaseAddress.ToString(),
            ["Projects:shop:Environments:staging:Target:Port"] = $"{Staging.Port}",
            ["Projects:shop:Environments:production:Target:Port"] = $"{BotProcess.FreePort()}",
        };
        _process = ChildProcess.Start(Dotnet, [Program], _folder, all);
    }

    public HttpClient Http { get; }

    public Uri Staging { get; }

    public string Said => _process.Said;

    public static async Task<RunningBot> Start(IReadOnlyDictionary<string, string>? settings = null, int? port = null)
    {
        var bot = new RunningBot(port ?? BotProcess.FreePort(), settings ?? new Dictionary<string, string>());
        try
        {
            await bot.UntilReady();
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    public Task UntilReady(int seconds = 60) => Wait.Until(async () =>
    {
        Assert.False(_process.HasExited, $"The bot has ended:\n{Said}");
        return await IsReady();
    }, "the bot is ready", seconds);

    public async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Http.GetAsync("health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The run that staging answers with.</summary>
    public async Task<ServedVersion> Served() => (await Http.GetFromJsonAsync<ServedVersion>(new Uri(Staging, "version")))!;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await _process.Stop();
        await _process.DisposeAsync();
        await using (var stop = ChildProcess.Start(Dotnet, [Program, "stop"], _folder)) Assert.True(await stop.Ended() == 0, stop.Said);
        Http.Dispose();
        if (OperatingSystem.IsLinux()) await Wait.Until(() => Task.FromResult(!LeftRunning().Any()), $"nothing of {_folder} runs any more: {string.Join("; ", LeftRunning())}");
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> LeftRunning() => Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _))
        .Select(CommandLine).Where(c => c.Contains(_folder, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ') + new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

internal sealed record ServedVersion(long Run, string Version, string Digest);
