using System.Diagnostics;
using ChatOps.Audit;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Tests.Audit;

/// <summary>A real SQLite file with an audit trail in it, and the command that checks it.</summary>
internal sealed class AuditFile : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private readonly Database _database;

    public AuditFile() => _database = new(Options.Create(new DatabaseOptions()), new DataFolder(_folder.Path));

    public static async Task<AuditFile> With(int entries)
    {
        var file = new AuditFile();
        await file._database.Migrate(CancellationToken.None);
        await file.Change(async db =>
        {
            AuditEntry? last = null;
            for (var i = 1; i <= entries; i++)
            {
                var who = i % 2 == 0 ? null : new Person($"U{i}", "T1", $"Person 🚀 {i}");
                last = AuditEntry.After(last, Start.AddSeconds(i).AddTicks(7), "vote.counted", i % 3 == 0 ? null : i, who, $"because; of 3:{i}\n<!channel>", Digest.Of([(byte)i]));
                db.Audit.Add(AuditRow.Of(last));
            }

            await db.SaveChangesAsync();
        });
        return file;
    }

    public Task Tamper(string sql) => Change(db => db.Database.ExecuteSqlRawAsync(sql));

    /// <returns>How many entries are whole, and what is wrong with the first that is not.</returns>
    public async Task<(long Whole, string? Fault)> Read()
    {
        await using var db = _database.Read();
        return await AuditTrail.Verify(db, CancellationToken.None);
    }

    /// <returns>What the command says, and its exit code.</returns>
    public async Task<(string Said, int ExitCode)> Verify()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        foreach (var word in new[] { typeof(Program).Assembly.Location, "audit", "verify", "--DataFolder", _folder.Path }) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return ($"{await said}{await complained}".Trim(), process.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private async Task Change(Func<ChatOpsDb, Task> change)
    {
        await using var connection = await _database.Open(CancellationToken.None);
        await using var db = Database.On(connection);
        await change(db);
    }
}
