using System.Collections.Concurrent;
using ChatOps.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOps.Tests.FrontDoor;

/// <summary>Databases in this version's shape, made once and copied for each world: most tests are not about making one, and bots in processes of their own still do.</summary>
internal static class Prepared
{
    private static readonly Lazy<Task<string>> Sqlite = new(MakeSqlite);
    private static readonly Lazy<Task<string>> PostgreSql = new(MakePostgreSql);

    // Of two bots that start at once, neither may begin before it is whole.
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Made = new();

    public static Task Database(BotSettings settings) => Made.GetOrAdd(settings.Folder, _ => new(() => Make(settings))).Value;

    private static async Task Make(BotSettings settings)
    {
        if (settings.ConnectionString is { } database)
            await PostgreSqlServer.Copy(NameOf(await PostgreSql.Value), NameOf(database));
        else if (!File.Exists(settings.SqliteFile)) File.Copy(await Sqlite.Value, settings.SqliteFile);
    }

    private static async Task<string> MakeSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("chatops-prepared-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await Migrate(new DatabaseOptions { ConnectionString = "Data Source=chatops.db;Pooling=False" }, folder);
        return Path.Combine(folder, "chatops.db");
    }

    private static async Task<string> MakePostgreSql()
    {
        var database = PostgreSqlServer.NewDatabase();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => PostgreSqlServer.Drop(database).GetAwaiter().GetResult();
        await Migrate(new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = $"{database};Pooling=False" }, ".");
        return database;
    }

    private static async Task Migrate(DatabaseOptions options, string folder)
    {
        await using var database = new ChatOps.Persistence.Database(Options.Create(options), new DataFolder(folder));
        await database.Migrate(CancellationToken.None);
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;
}
