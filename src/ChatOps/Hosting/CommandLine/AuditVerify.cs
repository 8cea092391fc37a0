using ChatOps.Audit;
using ChatOps.Persistence;
using Microsoft.Extensions.Options;

namespace ChatOps.Hosting.CommandLine;

/// <summary>Checks the audit trail from its first entry to its last. Exits with 1 if an entry was changed, removed or slipped in.</summary>
internal static class AuditVerify
{
    public static async Task<int> Run(string[] args)
    {
        var database = OpenDatabase(args);
        if (database is null)
        {
            Console.WriteLine("There is no database yet, so there is no audit trail to check.");
            return 0;
        }

        await using var db = database.Read();
        var (checkedEntries, fault) = await AuditTrail.Verify(db, CancellationToken.None);
        Console.WriteLine(fault is null
            ? $"The audit trail is whole: {checkedEntries} entries, each follows the one before."
            : $"The audit trail is broken: {fault}. {checkedEntries} entries before it are whole.");
        return fault is null ? 0 : 1;
    }

    private static Database? OpenDatabase(string[] args)
    {
        var settings = Settings.Builder(args).Configuration;
        var options = settings.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        var database = new Database(Options.Create(options), DataFolder.Of(settings));
        return database.Exists ? database : null;
    }
}
