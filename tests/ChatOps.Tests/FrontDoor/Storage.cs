using System.Reflection;
using Npgsql;
using Xunit.Sdk;

namespace ChatOps.Tests.FrontDoor;

/// <summary>The databases that every test of what is stored runs on.</summary>
public enum Storage
{
    Sqlite,
    PostgreSql,
}

/// <summary>The test's case on a SQLite file of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Storage.Sqlite]];
}

/// <summary>The test's case on a PostgreSQL database of its own; skipped, and counted as skipped, where there is no server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgreSqlAttribute : DataAttribute
{
    public OnPostgreSqlAttribute()
    {
        if (PostgreSqlServer.ConnectionString is null) Skip = PostgreSqlServer.WhyNot;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Storage.PostgreSql]];
}

/// <summary>A test that only PostgreSQL can pass.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute()
    {
        if (PostgreSqlServer.ConnectionString is null) Skip = PostgreSqlServer.WhyNot;
    }
}

/// <summary>The server that the environment names, and databases on it.</summary>
internal static class PostgreSqlServer
{
    public const string WhyNot = "Needs PostgreSQL: set CHATOPS_TEST_POSTGRES to a connection string of a server where databases may be created.";

    public static string? ConnectionString { get; } =
        Environment.GetEnvironmentVariable("CHATOPS_TEST_POSTGRES") is { Length: > 0 } text ? text : null;

    /// <returns>The connection string of a database that does not exist yet; the bot makes it.</returns>
    public static string NewDatabase() =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = $"chatops_{Guid.NewGuid():N}", MaxPoolSize = 20, ApplicationName = "chatops-tests", SearchPath = "public,pg_catalog" }.ConnectionString;

    /// <summary>Gives the database a clock of its own: functions of the path's first schema come before the server's.</summary>
    public static Task AddClock(string connectionString) => Do(connectionString, """
            CREATE TABLE clock_shift (by interval NOT NULL, stands timestamptz);
            INSERT INTO clock_shift VALUES ('0');
            CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT coalesce(stands, pg_catalog.clock_timestamp() + by) FROM public.clock_shift';
            """);

    public static Task SetClock(string connectionString, TimeSpan shift) => Do(connectionString, "UPDATE clock_shift SET by = @shift", ("shift", shift));

    public static Task StopClock(string connectionString, DateTimeOffset at) => Do(connectionString, "UPDATE clock_shift SET stands = @at", ("at", at.ToUniversalTime()));

    /// <summary>Makes a database like another one, unless it is there.</summary>
    public static async Task Copy(string template, string database)
    {
        try
        {
            await Do(ConnectionString!, $"CREATE DATABASE \"{database}\" TEMPLATE \"{template}\"");
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // A bot in a process of its own made it.
        }
    }

    public static async Task Do(string connectionString, string sql, params (string Name, object Value)[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Drop(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var server = new NpgsqlConnection(ConnectionString);
        await server.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)", server);
        await drop.ExecuteNonQueryAsync();
    }
}
