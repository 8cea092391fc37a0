using ChatOps.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOps.Tests.FrontDoor;

/// <summary>Databases in this version's shape, made once and copied for each world: most tests are not about making one, and bots in processes of their own still do.</summary>
internal static class Prepared
{
    private static readonly Lazy<Task<string>> Sqlite = new(MakeSqlite);
    private static readonly Lazy<Task<string>> PostgreSql = new(MakePostgreSql);

    public static async Task Database(BotSettings settings)
    {
        if (settings.ConnectionString is not { } database)
        {
            if (!File.Exists(settings.SqliteFile)) File.Copy(await Sqlite.Value, settings.SqliteFile);
            return;
        }

        try
        {
            await PostgreSqlServer.Do(PostgreSqlServer.ConnectionString!, $"CREATE DATABASE \"{NameOf(database)}\" TEMPLATE \"{NameOf(await PostgreSql.Value)}\"");
        }
        catch (PostgresException made) when (made.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // The world's other bot was started before.
        }
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
