using ChatOps.Artifacts;
using ChatOps.Persistence;

namespace ChatOps.Hosting;

/// <summary>Before anything else: the database in this version's shape, and no half-written artifacts of an earlier life.</summary>
internal sealed class PrepareStorage(Database database, DataFolder folder, ArtifactStore store) : IHostedService, IDisposable
{
    private DataFolderLock? _lock;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.IsSqlite && SqliteLibrary.Fault() is { } fault) throw new StartRefusedException(fault);
        if (database.IsSqlite) _lock = DataFolderLock.Take(folder);
        await database.Migrate(cancellationToken);
        await store.RemoveLeftovers();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _lock?.Dispose();
}

/// <summary>The bot can't start. The message says why and what to do, and is all that is shown.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
