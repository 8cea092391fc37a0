using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Targets.Processes;

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
        if (launch.Pipe is { } pipe)
        {
            _ = Forward(process, pipe);
            return process.Id;
        }

        var output = TextWriter.Synchronized(Writer(launch.Output));
        process.OutputDataReceived += (_, line) => output.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process.Id;
    }

    // The pipe's other end sees the end of the output when this one is closed, as it would with the process's own handle.
    private static async Task Forward(Process process, SafePipeHandle pipe)
    {
        await using var to = new AnonymousPipeClientStream(PipeDirection.Out, pipe);
        await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(to), process.StandardError.BaseStream.CopyToAsync(to));
    }

    private static TextWriter Writer(string? path) => path is null
        ? TextWriter.Null
        : new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
}
