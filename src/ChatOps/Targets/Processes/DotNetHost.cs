using System.Runtime.InteropServices;

namespace ChatOps.Targets.Processes;

/// <summary>Finds the <c>dotnet</c> program whose runtime this process runs on, whoever hosts it: <c>dotnet run</c>, an app host, a test host.</summary>
internal static class DotNetHost
{
    private static readonly string FileName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
    private static readonly Lazy<string?> Found = new(() => Candidates().FirstOrDefault(File.Exists));

    /// <returns>Null if there is none, as in a self-contained build.</returns>
    public static string? Path => Found.Value;

    private static IEnumerable<string> Candidates()
    {
        if (Environment.ProcessPath is { } self && System.IO.Path.GetFileName(self) == FileName) yield return self;
        yield return System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", FileName));
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host) yield return host;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return System.IO.Path.Combine(folder, FileName);
    }
}
