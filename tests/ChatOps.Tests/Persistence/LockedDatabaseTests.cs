using System.Data.Common;
using System.Diagnostics;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChatOps.Tests.Persistence;

/// <summary>Somebody else holds the database.</summary>
public class LockedDatabaseTests
{
    // The lock is held until the answer is there: whoever waits for it waits for good.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_locked_SQLite_file_is_told_in_time_and_nothing_is_done()
    {
        await using var world = await World.Of(Storage.Sqlite);
        world.ExpectsErrors = true;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1233");
        var card = await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        await Until.Found("all is told", async () =>
        {
            await using var db = bot.Db();
            return db.Cards.All(c => c.Shown >= c.Wanted) ? await Task.FromResult("") : null;
        });
        var before = await bot.Rows();
        await using (var other = new SqliteConnection($"Data Source={world.Settings.SqliteFile};Pooling=False"))
        {
            await other.OpenAsync();
            await Execute(other, "BEGIN IMMEDIATE");
            var answer = await InTime(bot.Type(People.Developer, "/deploy dev run 1234"));
            Assert.Equal("The database is locked by another program. Nothing was done; try again in a moment.", answer);
            await InTime(bot.Hands.Press(People.Approver, card, "approve"));
            Assert.Contains("locked", await InTime(bot.Type(People.Developer, "/release nonsense")));
            await Execute(other, "COMMIT");
        }

        await bot.UntilWhispered(People.Approver, "The database is locked by another program");
        Assert.Equal(before, await bot.Rows());
        Assert.Empty((await bot.Load(run)).Votes);
        await bot.Deploy("dev", 1234);
    }

    [PostgreSqlFact]
    public async Task A_locked_PostgreSql_table_costs_time_and_the_answer_comes_after_it()
    {
        await using var world = await World.Of(Storage.PostgreSql);
        var bot = await world.StartBot();
        await using (var other = new NpgsqlConnection(world.Settings.ConnectionString))
        {
            await other.OpenAsync();
            await Execute(other, "BEGIN; LOCK TABLE \"AuditEntries\" IN ACCESS EXCLUSIVE MODE");
            Assert.Contains("This takes longer than it should", await InTime(bot.Hands.Type(People.Developer, "/deploy dev run 1234")));
            await Execute(other, "COMMIT");
        }

        await bot.UntilWhispered(People.Developer, "#1: deploying run 1234");
        await bot.UntilStatus(1, RunStatus.Succeeded);
    }

    [PostgreSqlFact]
    public async Task A_PostgreSql_server_that_drops_its_connections_is_told_and_found_again()
    {
        await using var world = await World.Of(Storage.PostgreSql);
        world.ExpectsErrors = true;
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        await using var server = new NpgsqlConnection(PostgreSqlServer.ConnectionString);
        await server.OpenAsync();
        var database = new NpgsqlConnectionStringBuilder(world.Settings.ConnectionString).Database;
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            await Execute(server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => InTime(bot.Type(People.Developer, "/deploy dev run x")))));
        }

        Assert.All(answers, a => Assert.Matches("is not a CI run's number|The database (does not answer|can't be reached)", a));
        await bot.Deploy("dev", 1234);
    }

    private static async Task<T> InTime<T>(Task<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await work;
        Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"It took {Stopwatch.GetElapsedTime(start)}.");
        return result;
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
