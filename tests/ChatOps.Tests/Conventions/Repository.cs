using System.Runtime.CompilerServices;

namespace ChatOps.Tests.Conventions;

/// <summary>The repository's own files, as text.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(Path.GetDirectoryName(Here())!);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => Path.Exists(Path.Combine(Root, path));

    /// <returns>Paths below the root, with forward slashes, of the files below a folder that people wrote.</returns>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "node_modules" || part.StartsWith(".chatops", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "ChatOps.sln")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository."));

    private static string Here([CallerFilePath] string path = "") => path;
}
