using ChatOps.Commands;

namespace ChatOps.Artifacts.Unpacking;

/// <summary>The names of an archive's entries, taken one by one: each must lie inside the folder and be unlike all others.</summary>
internal sealed class EntryNames(UnpackLimits limits)
{
    private readonly HashSet<string> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArtifactRefusedException">The name can't be unpacked safely.</exception>
    public void Take(string name, bool folder)
    {
        var path = folder ? name[..^1] : name;
        var parts = path.Split('/');
        if (!IsInside(path, parts)) throw Refused(name, "lies outside the release's folder");
        if (path.Length > limits.NameLength || parts.Any(p => p.Length > 250)) throw Refused(name, "has a name that is too long");
        if (!IsPortable(path, parts)) throw Refused(name, "has a name that not every system can store");

        for (var i = 1; i < parts.Length; i++) TakeFolder(name, string.Join('/', parts[..i]));
        if (folder) TakeFolder(name, path);
        else if (_folders.ContainsKey(path) || !_files.Add(path)) throw Refused(name, "is there twice");
    }

    private void TakeFolder(string name, string path)
    {
        if (_files.Contains(path)) throw Refused(name, "is there twice, as a file and as a folder");
        if (!_folders.TryAdd(path, path) && _folders[path] != path) throw Refused(name, "is there twice, written differently");
    }

    private static bool IsInside(string path, string[] parts) =>
        path.Length > 0 && parts.All(p => p.Length > 0 && p is not ("." or "..")) && !(path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]));

    private static bool IsPortable(string path, string[] parts) =>
        !path.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsSurrogate(c) && !IsWhole(path))
        && parts.All(p => p[^1] is not (' ' or '.'));

    private static bool IsWhole(string path) => !path.EnumerateRunes().Any(r => r == System.Text.Rune.ReplacementChar);

    private static ArtifactRefusedException Refused(string name, string why) =>
        new($"The artifact was refused: its entry “{PlainText.Line(name, 120)}” {why}.");
}
