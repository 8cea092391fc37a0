using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Persistence;

/// <summary>Contexts that read, kept for the next who reads: making one costs more than most questions do.</summary>
/// <remarks>On SQLite each keeps its connection open, because opening one registers some twenty functions with SQLite.</remarks>
internal sealed class Readers(Func<ChatOpsDb> create) : IAsyncDisposable
{
    private const int MostKept = 16;

    private readonly ConcurrentBag<ChatOpsDb> _free = [];
    private volatile bool _isDisposed;

    public ChatOpsDb Take()
    {
        if (_free.TryTake(out var db)) return db;
        db = create();
        if (db is SqliteChatOpsDb) db.Database.OpenConnection();
        db.ReturnTo(TryKeep);
        return db;
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (_free.TryTake(out var db)) await db.DisposeAsync();
    }

    private bool TryKeep(ChatOpsDb db)
    {
        if (_isDisposed || _free.Count >= MostKept) return false;
        db.ChangeTracker.Clear();
        _free.Add(db);
        return true;
    }
}
