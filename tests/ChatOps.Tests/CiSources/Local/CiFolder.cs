using ChatOps.CiSources.Local;

namespace ChatOps.Tests.CiSources.Local;

/// <summary>A CI folder of a test's own, and the source over it at a fixed time.</summary>
internal sealed class CiFolder : IDisposable
{
    public const string Sha = "0123456789abcdef0123456789abcdef01234567";

    public CiFolder() => Directory.CreateDirectory(Path.Combine(Root, "runs"));

    public string Root { get; } = Directory.CreateTempSubdirectory("ci-").FullName;

    public LocalCiSource Source => new(new LocalCiOptions { Root = Root }, new At(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)));

    public string Run(long id, string json)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "runs", $"{id}", "artifacts")).Parent!.FullName;
        File.WriteAllText(Path.Combine(folder, "run.json"), json);
        return folder;
    }

    public static string Json(
        long id,
        string conclusion = "\"success\"",
        string branch = "main",
        string startedAt = "2026-11-02T09:12:00Z",
        string artifacts = """[{"name":"shop.zip"}]""",
        string commit = Sha,
        int attempt = 1) =>
        $$"""
        {"id":{{id}},"attempt":{{attempt}},"branch":"{{branch}}","commit":"{{commit}}","version":"1.0.0","actor":"developer",
         "startedAt":"{{startedAt}}","conclusion":{{conclusion}},"jobs":[],"artifacts":{{artifacts}}}
        """;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
