using System.Diagnostics;
using System.IO.Compression;
using ChatOps.Tests.CiSources.Local;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Shop;

/// <summary>The shop of one demo run, unpacked and started from its artifact.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly Process _process;

    private RunningShop(long run, string digest)
    {
        ZipFile.ExtractToDirectory(DemoCi.Zip(run), _folder);
        Http = new() { BaseAddress = new($"http://127.0.0.1:{BotProcess.FreePort()}/") };
#pragma warning disable MA0163 // No shell is the default, and the property that says so is banned.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["Shop.dll"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PORT"] = $"{Http.BaseAddress.Port}",
                ["CHATOPS_ARTIFACT_DIGEST"] = digest,
                ["CHATOPS_ENVIRONMENT"] = "staging",
            },
        };
#pragma warning restore MA0163
        _process = Process.Start(start)!;
    }

    public HttpClient Http { get; }

    public static async Task<RunningShop> Start(long run, string digest)
    {
        var shop = new RunningShop(run, digest);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await shop.Http.GetStringAsync("version");
                return shop;
            }
            catch (HttpRequestException) when (tries < 150 && !shop._process.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    /// <returns>Its exit code and all it said.</returns>
    public async Task<(int Code, string Said)> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        var said = await _process.StandardOutput.ReadToEndAsync() + await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, said);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
