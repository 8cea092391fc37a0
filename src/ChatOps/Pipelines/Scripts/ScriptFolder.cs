using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatOps.Pipelines.Scripts;

/// <summary>Where a script's files are: <c>scripts/57/unit-tests-1/work</c>, and beside that folder its log and its note.</summary>
internal sealed class ScriptFolder(string root, ScriptKey key)
{
    private readonly string _base = Path.Combine(RunFolder(root, key.Run), $"{Name(key.Stage)}-{key.Try.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>All that is removed when the run is over.</summary>
    public string All => _base;

    public string Work => Path.Combine(_base, "work");

    public string Home => Path.Combine(_base, "home");

    public string Temporary => Path.Combine(_base, "tmp");

    public string Log => _base + ".log";

    public string Note => _base + ".json";

    /// <summary>Tells this script's processes from everybody else's.</summary>
    public string Mark => _base;

    public static string RunFolder(string root, long run) => Path.Combine(root, run.ToString(CultureInfo.InvariantCulture));

    public void Create()
    {
        Delete(_base);
        foreach (var folder in (string[])[Work, Home, Temporary])
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Also when the script took itself the right to write to its folders.</summary>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder)) return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !OperatingSystem.IsWindows())
        {
            Open(new(folder));
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Open(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows()) return;
        folder.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var inner in folder.EnumerateDirectories().Where(f => f.LinkTarget is null)) Open(inner);
    }

    // Stage names come from people's settings; a digest keeps names apart that look the same when made safe.
    private static string Name(string stage)
    {
        var safe = new string([.. stage.Take(60).Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' ? c : '_')]);
        return safe == stage && safe.Length > 0 ? safe : $"{safe}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stage)))[..8]}";
    }
}
