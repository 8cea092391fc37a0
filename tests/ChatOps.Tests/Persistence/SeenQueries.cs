using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatOps.Tests.Persistence;

/// <summary>Listens to what is asked of one SQLite file, and tells how SQLite would answer it.</summary>
internal sealed class SeenQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _file;
    private readonly ConcurrentDictionary<string, IReadOnlyList<(string Name, object? Value)>> _seen = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    public SeenQueries(string file)
    {
        _file = file;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<string> All => [.. _seen.Keys.Order(StringComparer.Ordinal)];

    /// <returns>Each query with the lines of its plan.</returns>
    public async Task<IReadOnlyList<(string Query, string Plan)>> Explain()
    {
        await using var connection = new SqliteConnection($"Data Source={_file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        var plans = new List<(string, string)>();
        foreach (var query in All) plans.Add((query, await PlanOf(connection, query)));
        return plans;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != RelationalEventId.CommandExecuting.Name || value.Value is not CommandEventData { Command: var command }) return;
        if (command.Connection?.DataSource != _file || !IsQuery(command.CommandText)) return;
        _seen.TryAdd(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]);
    }

    public void OnCompleted() => _seen.TryAdd("-- the listener has ended", []);

    public void OnError(Exception error) => throw error;

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    private static bool IsQuery(string sql) =>
        (sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("UPDATE", StringComparison.Ordinal))
        && !sql.Contains("sqlite_master", StringComparison.Ordinal) && !sql.Contains("__EFMigrations", StringComparison.Ordinal);

    private async Task<string> PlanOf(SqliteConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query}";
        foreach (var (name, value) in _seen[query]) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        await using var lines = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await lines.ReadAsync()) plan.Add(lines.GetString(3));
        return string.Join('\n', plan);
    }
}
