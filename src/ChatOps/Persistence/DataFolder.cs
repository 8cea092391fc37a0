namespace ChatOps.Persistence;

/// <summary>Where the bot keeps what relative settings name: the database, the artifacts, the local target's files.</summary>
public sealed class DataFolder(string root)
{
    public const string Setting = "DataFolder";
    public const string Default = ".chatops";

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The configured one; a relative path is below the current folder.</summary>
    public static DataFolder Of(IConfiguration settings) => new(settings[Setting] is { Length: > 0 } root ? root : Default);

    /// <returns>The path, made absolute below this folder if it was relative.</returns>
    public string File(string path) => Path.GetFullPath(path, Root);
}
