using System.ComponentModel;
using System.Diagnostics;

namespace ChatOps.Targets.LocalProcesses.Processes;

/// <summary>Windows has no posix_spawn: output goes through this process, and is lost (the service is not) when this one dies.</summary>
internal static class WindowsStart
{
    public static int Start(Launch launch)
    {
#pragma warning disable MA0163 // Not to go through the shell is the default, and no code here may touch that setting.
        var start = new ProcessStartInfo(launch.Words[0])
        {
            WorkingDirectory = launch.Folder,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#pragma warning restore MA0163
        foreach (var word in launch.Words.Skip(1)) start.ArgumentList.Add(word);
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment) start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new Win32Exception("The process could not be started.");
        process.StandardInput.Close();
        var output = TextWriter.Synchronized(Writer(launch.Output));
        process.OutputDataReceived += (_, line) => output.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process.Id;
    }

    private static TextWriter Writer(string? path) => path is null
        ? TextWriter.Null
        : new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
}
