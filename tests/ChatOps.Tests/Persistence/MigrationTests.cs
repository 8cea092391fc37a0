using System.Text.RegularExpressions;
using ChatOps.Persistence;
using ChatOps.Tests.Conventions;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Persistence;

/// <summary>Both databases get every migration, and the model is what the migrations make.</summary>
public sealed partial class MigrationTests
{
    [Fact]
    public void Both_databases_have_the_same_migrations()
    {
        using var sqlite = Sqlite();
        using var postgres = PostgreSql();
        var names = NamesOf(sqlite);
        Assert.NotEmpty(names);
        Assert.Equal(names, NamesOf(postgres));
    }

    [Fact]
    public void The_folders_hold_what_is_compiled()
    {
        using var sqlite = Sqlite();
        using var postgres = PostgreSql();
        Assert.Equal(sqlite.Database.GetMigrations().Order(), FilesIn("migrations/Sqlite"));
        Assert.Equal(postgres.Database.GetMigrations().Order(), FilesIn("migrations/PostgreSql"));
    }

    [Fact]
    public void The_model_has_no_change_that_no_migration_makes()
    {
        using var sqlite = Sqlite();
        using var postgres = PostgreSql();
        Assert.False(sqlite.Database.HasPendingModelChanges(), "SQLite: add a migration with .config/migration NAME");
        Assert.False(postgres.Database.HasPendingModelChanges(), "PostgreSQL: add a migration with .config/migration NAME");
    }

    private static List<string> NamesOf(DbContext db) => [.. db.Database.GetMigrations().Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..])];

    private static IEnumerable<string> FilesIn(string folder) =>
        Repository.Files(folder, "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).Where(f => MigrationFile().IsMatch(f)).Order();

    private static SqliteChatOpsDb Sqlite() => new(new DbContextOptionsBuilder<SqliteChatOpsDb>().UseSqlite("Data Source=:memory:").Options);

    // No server is asked.
    private static PostgreSqlChatOpsDb PostgreSql() => new(new DbContextOptionsBuilder<PostgreSqlChatOpsDb>().UseNpgsql("Host=localhost").Options);

    [GeneratedRegex(@"^\d{14}_[A-Za-z0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MigrationFile();
}
