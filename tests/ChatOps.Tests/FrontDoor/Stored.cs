using System.Text;
using Npgsql;

namespace ChatOps.Tests.FrontDoor;

/// <summary>All that a stopped bot left behind: its files, and all rows of its database as text.</summary>
internal static class Stored
{
    /// <param name="except">A file of the test's own.</param>
    public static async Task<List<(string Where, string Text)>> In(World world, string except = "")
    {
        var stored = new List<(string, string)>();
        foreach (var file in Directory.GetFiles(world.Settings.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != except))
            stored.Add((file, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file))));
        if (world.Settings.ConnectionString is not { } database) return stored;
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var read = new NpgsqlCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", connection))
        await using (var rows = await read.ExecuteReaderAsync())
            while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        foreach (var table in tables)
        {
            await using var read = new NpgsqlCommand($"SELECT t::text FROM \"{table}\" t", connection);
            await using var rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync()) stored.Add((table, rows.GetString(0)));
        }

        Assert.Contains(stored, s => s.Item1 == "AuditEntries");
        return stored;
    }
}
