using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;

namespace ChatOps.Benchmarks.Servers;

/// <summary>The real bot in a process of its own, with the stand-in as its Slack and an empty folder as its CI: every run is taken up, and refused as unknown to CI.</summary>
internal sealed class Bot : IAsyncDisposable
{
    public const string Secret = "benchmark-signing-secret";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Process _process;

    private Bot(Process process, int port, string folder) => (_process, Port, Folder) = (process, port, folder);

    public int Port { get; }

    public string Folder { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the process's start to the first "ready".</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public double WorkingSetMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="program">The folder that holds the build.</param>
    public static async Task<Bot> Start(string program, string dataFolder, SlackStandIn slack, params string[] more)
    {
        var port = Ports.Free();
        var start = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "ChatOps.dll"), .. Settings(dataFolder, slack.Address, port), .. more])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = dataFolder,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var bot = new Bot(process, port, dataFolder);
        while (!await bot.IsReady())
        {
            if (process.HasExited) throw new InvalidOperationException($"The bot ended with {process.ExitCode} before it was ready.");
            await Task.Delay(2);
        }

        bot.ReadyAfter = Stopwatch.GetElapsedTime(start);
        return bot;
    }

    public static string[] Settings(string dataFolder, string slack, int port)
    {
        Directory.CreateDirectory(Path.Combine(dataFolder, "ci", "runs"));
        return
        [
            "--urls", $"http://127.0.0.1:{port}", "--environment", "Production", "--contentRoot", dataFolder,
            "--DataFolder", Path.Combine(dataFolder, "data"), "--Slack:ApiUrl", slack, "--Slack:BotToken", "xoxb-benchmark", "--Slack:SigningSecret", Secret,
            "--Projects:shop:Channels:0", "releases", "--Projects:shop:Ci:Root", Path.Combine(dataFolder, "ci"), "--Projects:shop:Groups:approvers:0", "U0OTHER",
            "--Projects:shop:Environments:staging:Target:Port", "1", "--Projects:shop:Environments:staging:Target:Command:0", "true",
            "--Logging:LogLevel:Default", "Warning",
        ];
    }

    /// <summary>A connection to its database that only looks.</summary>
    public static SqliteConnection Look(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "data", "chatops.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Waits until every run has ended.</summary>
    /// <returns>How many had not when this began, and how long it took.</returns>
    public Task<(long Runs, TimeSpan Took)> Settle() => Settle(Folder);

    public static async Task<(long Runs, TimeSpan Took)> Settle(string folder)
    {
        await using var db = Look(folder);
        var start = Stopwatch.GetTimestamp();
        var left = Unfinished(db);
        for (var now = left; now > 0; now = Unfinished(db))
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(60)) throw new TimeoutException($"{now} runs did not end.");
            await Task.Delay(20);
        }

        return (left, Stopwatch.GetElapsedTime(start));
    }

    public static long Number(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    public async ValueTask DisposeAsync()
    {
        if (!OperatingSystem.IsWindows()) await Tool.Output("kill", "-TERM", _process.Id.ToString());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(OperatingSystem.IsWindows() ? 0 : 10));
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static long Unfinished(SqliteConnection db) => Number(db, "SELECT count(*) FROM PipelineRuns WHERE FinishedAt IS NULL");

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
