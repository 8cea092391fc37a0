using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOps.Persistence;

/// <summary>The configured database: connections and contexts, for either provider.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DatabaseProvider _provider;
    private readonly string _connectionString;
    private readonly Readers _readers;

    public Database(IOptions<DatabaseOptions> options, DataFolder folder)
    {
        _provider = options.Value.Provider;
        _connectionString = _provider == DatabaseProvider.Sqlite ? Sqlite(options.Value.ConnectionString, folder) : options.Value.ConnectionString;
        _readers = new(NewReader());
    }

    public bool IsSqlite => _provider == DatabaseProvider.Sqlite;

    /// <summary>False only for a SQLite file that nobody has made yet.</summary>
    public bool Exists => !IsSqlite || File.Exists(new SqliteConnectionStringBuilder(_connectionString).DataSource);

    /// <summary>A context of its own for reading: nothing is tracked, and nobody waits for it.</summary>
    public ChatOpsDb Read() => _readers.Take();

    /// <summary>A context on a connection that somebody else opened and owns.</summary>
    public static ChatOpsDb On(DbConnection connection)
    {
        ChatOpsDb db = connection is SqliteConnection
            ? new SqliteChatOpsDb(new DbContextOptionsBuilder<SqliteChatOpsDb>().UseSqlite(connection).Options)
            : new PostgreSqlChatOpsDb(new DbContextOptionsBuilder<PostgreSqlChatOpsDb>().UseNpgsql(connection).Options);
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    public async Task<DbConnection> Open(CancellationToken ct)
    {
        DbConnection connection = IsSqlite ? new SqliteConnection(_connectionString) : new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            if (IsSqlite) await Execute(connection, "PRAGMA synchronous=FULL; PRAGMA busy_timeout=250;", ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the database if it is not there, and brings it to this version's shape.</summary>
    public async Task Migrate(CancellationToken ct)
    {
        if (IsSqlite && new SqliteConnectionStringBuilder(_connectionString).DataSource is { Length: > 0 } file && file != ":memory:")
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await using var db = NewReader()();
        if (!IsSqlite) await TakeTurn(db, ct);
        // Asked first: the framework compares the whole model before it looks whether there is anything to do.
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
        if (!IsSqlite) await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock(7241)", ct);
        if (IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
    }

    // The framework's own lock covers one migration at a time: of two bots that start at once, the second would do again what the first has done.
    // A bot that fails here does not start, and its turn ends with its connections.
    private static async Task TakeTurn(ChatOpsDb db, CancellationToken ct)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(ct)) await creator.CreateAsync(ct);
        }
        catch (PostgresException made) when (made.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another bot made it a moment ago.
        }

        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock(7241)", ct);
    }

    public ValueTask DisposeAsync() => _readers.DisposeAsync();

    private Func<ChatOpsDb> NewReader()
    {
        if (IsSqlite)
        {
            var sqlite = new DbContextOptionsBuilder<SqliteChatOpsDb>().UseSqlite(_connectionString).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
            return () => new SqliteChatOpsDb(sqlite);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlChatOpsDb>().UseNpgsql(_connectionString).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
        return () => new PostgreSqlChatOpsDb(postgres);
    }

    internal static async Task Execute(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    // The driver repeats a busy statement until its time-out ends. A change may wait behind another that is being repeated, and Slack waits three seconds.
    private static string Sqlite(string text, DataFolder folder)
    {
        var builder = new SqliteConnectionStringBuilder(text);
        if (!text.Contains("Timeout", StringComparison.OrdinalIgnoreCase)) builder.DefaultTimeout = 1;
        if (builder.DataSource.Length > 0 && builder.DataSource != ":memory:") builder.DataSource = folder.File(builder.DataSource);
        return builder.ToString();
    }
}
