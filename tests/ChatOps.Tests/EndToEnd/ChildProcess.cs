using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChatOps.Tests.EndToEnd;

/// <summary>A program of its own, with what it says. It never outlives the test.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Said => string.Join('\n', _said);

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What somebody has set for a bot of their own is not meant for this one.
        foreach (var own in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(own);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) start.Environment[key.Replace(":", "__")] = value;
        return new(start);
    }

    /// <summary>Waits until it takes requests; that it ends instead is told with what it said.</summary>
    /// <param name="path">What it answers with success as soon as it can.</param>
    public Task UntilItAnswers(string name, HttpClient http, string path) => Wait.Until(async () =>
    {
        Assert.False(HasExited, $"{name} has ended:\n{Said}");
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, $"{name} answers");

    /// <returns>Its exit code, once it has ended by itself.</returns>
    public async Task<int> Ended(int seconds = 60)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        return await Ended(30);
    }

    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }

    private static bool IsSetting(string variable) =>
        variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || variable.Equals("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || variable.Contains("__", StringComparison.Ordinal);

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        while (_said.Count > 400) _said.TryDequeue(out _);
    }
}
