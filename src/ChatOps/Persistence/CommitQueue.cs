using System.Data.Common;
using System.Threading.Channels;
using ChatOps.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Persistence;

/// <summary>The only way to write. Changes that arrive together are stored in one transaction: one sync of the disk serves up to 64 of them.</summary>
/// <remarks>
/// A change is answered after its commit, never before. If one of a group fails, it alone is undone (a savepoint before each);
/// if the commit fails, all of the group are told. On PostgreSQL a lock keeps the groups of several nodes in order, because the
/// audit chain has one end.
/// </remarks>
public sealed class CommitQueue(Database database, Committed committed, TimeProvider time, ILogger<CommitQueue> log) : BackgroundService
{
    private const int MostInOneCommit = 64;

    private readonly Channel<IWork> _queue = Channel.CreateBounded<IWork>(new BoundedChannelOptions(4096) { SingleReader = true });
    private DbConnection? _connection;

    // One context for all changes, emptied between them: making one costs more than a change does.
    private ChatOpsDb? _db;

    // On SQLite nobody else writes, so the end of the audit chain is known; null: to be read.
    private AuditEntry? _tail;

    /// <summary>Stores one change whole, or not at all.</summary>
    /// <param name="change">May be run a second time if the first try was undone; touches nothing but the database. (Bytes leave the artifact store in a change too, see <see cref="Artifacts.FreeBytes"/>.)</param>
    /// <exception cref="StorageUnavailableException">The database can't store it; nothing was stored.</exception>
    public async Task<T> Run<T>(Func<Commit, Task<T>> change, CancellationToken ct)
    {
        var work = new Work<T>(change);
        try
        {
            await _queue.Writer.WriteAsync(work, ct);
        }
        catch (ChannelClosedException closed)
        {
            throw new OperationCanceledException("The bot is stopping.", closed);
        }

        return await work.Result;
    }

    public Task Run(Func<Commit, Task> change, CancellationToken ct) => Run(async commit =>
    {
        await change(commit);
        return true;
    }, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<IWork>(MostInOneCommit);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (group.Count < MostInOneCommit && _queue.Reader.TryRead(out var work)) group.Add(work);
                await Store(group);
                group.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The commit queue ends.");
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var left)) left.Fail(new OperationCanceledException("The bot is stopping."));
            await Disconnect();
        }
    }

    private async Task Store(List<IWork> group)
    {
        // No token: a group that has begun is finished, also when the bot stops.
        try
        {
            _connection ??= await database.Open(CancellationToken.None);
            _db ??= Database.On(_connection);
            var toWake = new HashSet<long>();
            var left = ToDo.None;
            await using (var transaction = await _connection.BeginTransactionAsync())
            {
                if (!database.IsSqlite) await Database.Execute(_connection, "SELECT pg_advisory_xact_lock(7240)", CancellationToken.None);
                await _db.Database.UseTransactionAsync(transaction);
                var tail = await Tail(_db);
                var several = group.Count > 1;
                foreach (var work in group)
                {
                    if (several) await transaction.SaveAsync("change");
                    var commit = new Commit(_db, tail, await Now());
                    try
                    {
                        await work.Do(commit);
                        await _db.SaveChangesAsync();
                        tail = commit.Tail;
                        toWake.UnionWith(commit.ToWake);
                        left |= commit.Left;
                    }
                    catch (Exception exception)
                    {
                        work.Fail(StorageUnavailableException.From(exception) ?? exception);
                        if (!several) throw;
                        await transaction.RollbackAsync("change");
                    }
                    finally
                    {
                        _db.ChangeTracker.Clear();
                    }
                }

                await transaction.CommitAsync();
                _tail = tail;
            }

            await _db.Database.UseTransactionAsync(null);

            foreach (var work in group) work.Succeed();
            if (toWake.Count > 0) committed.Runs(toWake);
            if (left != ToDo.None) committed.Work(left);
        }
        catch (Exception exception)
        {
            var told = StorageUnavailableException.From(exception) ?? exception;
            foreach (var work in group) work.Fail(told);
            if (told is StorageUnavailableException) log.LogError("A change could not be stored: {Why}", told.Message);
            // What a failure went through is not used again.
            await Disconnect();
        }
    }

    private async Task Disconnect()
    {
        if (_db is not null) await _db.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_db, _connection, _tail) = (null, null, null);
    }

    private async Task<AuditEntry?> Tail(ChatOpsDb db)
    {
        if (database.IsSqlite && _tail is not null) return _tail;
        var last = await db.Audit.AsNoTracking().OrderByDescending(a => a.Number).FirstOrDefaultAsync();
        return last?.ToEntry();
    }

    // One node: its own clock. Several: the database's, so that their leases agree.
    private async Task<DateTimeOffset> Now()
    {
        if (database.IsSqlite) return time.GetUtcNow();
        await using var command = _connection!.CreateCommand();
        command.CommandText = "SELECT clock_timestamp()";
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync())!, TimeSpan.Zero);
    }

    private interface IWork
    {
        Task Do(Commit commit);

        void Succeed();

        void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<Commit, Task<T>> change) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Result => _done.Task;

        public async Task Do(Commit commit) => _result = await change(commit);

        public void Succeed() => _done.TrySetResult(_result!);

        public void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
