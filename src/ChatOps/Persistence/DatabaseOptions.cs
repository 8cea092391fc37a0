namespace ChatOps.Persistence;

/// <summary>The settings under <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>Sqlite</c> (one node) or <c>PostgreSql</c> (one or more).</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>In the provider's own form. For SQLite, a relative path is below the data folder.</summary>
    public string ConnectionString { get; set; } = "Data Source=chatops.db";
}

public enum DatabaseProvider
{
    Sqlite = 1,
    PostgreSql,
}
