namespace ChatOps.Pipelines.Scripts;

/// <summary>Lays out what a script is given.</summary>
internal static class WorkFolder
{
    /// <exception cref="ScriptRefusedException">Something is missing, or would lie outside.</exception>
    public static void Fill(ScriptOrder order, string folder, CancellationToken ct)
    {
        if (order.Source is { } source)
        {
            if (!Directory.Exists(source)) throw new ScriptRefusedException("the stage's source folder is not there any more");
            Copy(new(source), source, folder, folder, ct);
        }

        foreach (var input in order.Inputs)
        {
            ct.ThrowIfCancellationRequested();
            var place = Path.GetFullPath(input.Name, folder);
            if (!IsBelow(place, folder)) throw new ScriptRefusedException($"the file \"{input.Name}\" would lie outside of the work folder");
            if (!File.Exists(input.Path)) throw new ScriptRefusedException($"the file \"{input.Name}\" is not in the store any more");
            if (LinkOnTheWay(place, folder)) throw new ScriptRefusedException($"the file \"{input.Name}\" would be written through a link of the source");
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Delete(place);

            // Never a link to the store: the script has the rights to change what it links to.
            File.Copy(input.Path, place);
            File.SetAttributes(place, FileAttributes.ReadOnly);
        }
    }

    public static bool IsBelow(string path, string folder) => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool LinkOnTheWay(string place, string folder)
    {
        for (var at = Path.GetDirectoryName(place)!; IsBelow(at, folder); at = Path.GetDirectoryName(at)!)
            if (new DirectoryInfo(at).LinkTarget is not null) return true;
        return false;
    }

    private static void Copy(DirectoryInfo from, string source, string to, string work, CancellationToken ct)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            ct.ThrowIfCancellationRequested();
            var place = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } target) CopyLink(target, entry, source, place);
            else if (entry is DirectoryInfo inner) Copy(inner, source, place, work, ct);
            else File.Copy(entry.FullName, place);
        }
    }

    private static void CopyLink(string target, FileSystemInfo link, string source, string place)
    {
        var end = Path.GetFullPath(target, Path.GetDirectoryName(link.FullName)!);
        if (Path.IsPathRooted(target) || !(end == Path.GetFullPath(source) || IsBelow(end, Path.GetFullPath(source))))
            throw new ScriptRefusedException($"the source holds a link that leads outside: \"{Path.GetRelativePath(source, link.FullName)}\"");
        File.CreateSymbolicLink(place, target);
    }
}
