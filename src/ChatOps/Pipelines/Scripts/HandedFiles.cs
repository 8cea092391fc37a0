using System.ComponentModel;
using ChatOps.Targets.Processes;
using Microsoft.Extensions.FileSystemGlobbing;

namespace ChatOps.Pipelines.Scripts;

/// <summary>Finds the files that a script hands on. They are untrusted: no link that leads outside, no pipe or device, bounded.</summary>
internal static class HandedFiles
{
    private const int MostEntries = 200_000;

    /// <exception cref="ScriptRefusedException">A pattern matches nothing, or something that is refused.</exception>
    public static IReadOnlyList<ScriptFile> Find(ScriptOrder order, string work)
    {
        if (order.Outputs.Count == 0) return [];
        var names = Names(work).ToList();
        var found = new SortedDictionary<string, ScriptFile>(StringComparer.Ordinal);
        foreach (var pattern in order.Outputs)
        {
            var matches = new Matcher(StringComparison.Ordinal).AddInclude(pattern).Match(work, names).Files.Select(f => f.Path).ToList();
            if (matches.Count == 0) throw new ScriptRefusedException($"no file matches \"{pattern}\", which the stage is to hand on; folders that are links are not looked into");
            foreach (var name in matches) found.TryAdd(name, Checked(name, work));
        }

        if (found.Count > order.Limits.HandedFiles)
            throw new ScriptRefusedException($"{found.Count} files are too many to hand on; at most {order.Limits.HandedFiles} are allowed");
        var bytes = found.Values.Sum(f => f.Bytes);
        if (bytes > order.Limits.Handed)
            throw new ScriptRefusedException($"the files to hand on have {ScriptWords.Size(bytes)} together; at most {ScriptWords.Size(order.Limits.Handed)} are allowed");
        return [.. found.Values];
    }

    private static IEnumerable<string> Names(string work)
    {
        var seen = 0;
        var folders = new Stack<DirectoryInfo>([new(work)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (++seen > MostEntries) throw new ScriptRefusedException($"the work folder holds more than {MostEntries} files");
                if (entry is DirectoryInfo inner && entry.LinkTarget is null) folders.Push(inner);
                else yield return Path.GetRelativePath(work, entry.FullName).Replace('\\', '/');
            }
        }
    }

    private static ScriptFile Checked(string name, string work)
    {
        var path = Path.Combine(work, name);
        if (new FileInfo(path) is { LinkTarget: not null } link) path = Followed(link, name, work);
        return new(name, path, Length(path, name));
    }

    private static string Followed(FileInfo link, string name, string work)
    {
        // A link may lead to a folder that is a link itself: every part of the way is looked at, a few times round.
        var path = link.FullName;
        for (var steps = 0; steps < 40; steps++)
        {
            var part = FirstLink(path, work);
            if (part is null) return path;
            var target = Path.GetFullPath(part.LinkTarget!, Path.GetDirectoryName(part.FullName)!);
            if (!WorkFolder.IsBelow(target, work)) break;
            path = target + path[part.FullName.Length..];
        }

        throw new ScriptRefusedException($"\"{name}\" is a link that leads outside of the work folder; hand on the file itself");
    }

    private static FileInfo? FirstLink(string path, string work)
    {
        for (var end = work.Length; end > 0 && end < path.Length;)
        {
            var next = path.IndexOf(Path.DirectorySeparatorChar, end + 1);
            end = next < 0 ? path.Length : next;
            if (new FileInfo(path[..end]) is { LinkTarget: not null } link) return link;
        }

        return null;
    }

    private static long Length(string path, string name)
    {
        try
        {
            using var handle = OperatingSystem.IsWindows() ? File.OpenHandle(path) : LibC.OpenWithoutWaiting(path);
            return RandomAccess.GetLength(handle);
        }
        catch (Exception e) when (e is IOException or Win32Exception or NotSupportedException or UnauthorizedAccessException)
        {
            throw new ScriptRefusedException($"\"{name}\" is no plain file that can be read", e);
        }
    }
}
