using ChatOps.Targets.Processes;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Pipelines.Scripts;

/// <summary>How a script is started: the order's words and variables, and of the bot's own variables only those named here.</summary>
internal static class ScriptLaunch
{
    public const string Mark = "CHATOPS_SCRIPT";

    // The last ones are for dotnet without a network, and so that it leaves no servers behind that would only be ended.
    private static readonly string[] Inherited =
    [
        "PATH", "LANG", "TZ", "SystemRoot", "SystemDrive", "ProgramData", "ProgramFiles", "PATHEXT", "COMSPEC",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_ROLL_FORWARD", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
        "DOTNET_CLI_HOME", "NUGET_PACKAGES",
    ];

    /// <exception cref="ScriptRefusedException">The program is not there, or the order can't be passed on.</exception>
    public static Launch Of(ScriptOrder order, ScriptFolder folder, SafePipeHandle output)
    {
        var environment = Variables(order, folder);
        if (order.Words.Count == 0 || order.Words[0].Length == 0) throw new ScriptRefusedException("no program was named; the stage's command is empty");
        if (order.Words.Any(w => w.Contains('\0', StringComparison.Ordinal))) throw new ScriptRefusedException("an argument has a zero character in it, which no program can be given");
        var program = Program(order.Words[0], environment.GetValueOrDefault("PATH", ""), folder.Work);
        return new([program, .. order.Words.Skip(1)], folder.Work, environment, Output: null) { Pipe = output };
    }

    private static Dictionary<string, string> Variables(ScriptOrder order, ScriptFolder folder)
    {
        var all = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal) { ["LANG"] = "C.UTF-8" };
        foreach (var name in Inherited)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) all[name] = value;
        foreach (var name in (string[])["DOTNET_NOLOGO", "DOTNET_CLI_TELEMETRY_OPTOUT", "MSBUILDDISABLENODEREUSE"]) all[name] = "1";
        all["HOME"] = folder.Home;
        all["TMPDIR"] = folder.Temporary;
        if (OperatingSystem.IsWindows()) (all["USERPROFILE"], all["TEMP"], all["TMP"]) = (folder.Home, folder.Temporary, folder.Temporary);

        foreach (var (name, value) in order.Environment.Concat(order.Secrets))
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
                throw new ScriptRefusedException($"the environment variable \"{name.Replace('\0', ' ')}\" can't be passed on: its name is empty or has a =, or there is a zero character in it");
            all[name] = value;
        }

        all[Mark] = folder.Mark;
        return all;
    }

    private static string Program(string name, string path, string work)
    {
        if (name.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
        {
            var file = Path.GetFullPath(name, work);
            if (!File.Exists(file)) throw new ScriptRefusedException($"the program \"{name}\" was not found in the stage's work folder");
            return IsProgram(file) ? file : throw new ScriptRefusedException($"\"{name}\" is not marked as a program; make it executable, or name the program that reads it");
        }

        string[] endings = OperatingSystem.IsWindows() ? [".exe", ""] : [""];
        foreach (var folder in path.Split(Path.PathSeparator).Where(Path.IsPathFullyQualified))
        {
            foreach (var ending in endings)
                if (Path.Combine(folder, name + ending) is var file && File.Exists(file) && IsProgram(file)) return file;
        }

        throw new ScriptRefusedException($"the program \"{name}\" was not found; install it on the bot's machine, or name it with its folder");
    }

    private static bool IsProgram(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;
}
