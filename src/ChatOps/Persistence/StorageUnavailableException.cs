using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ChatOps.Persistence;

/// <summary>The database could not store a change. Nothing of it was stored. The message says so in words fit to be shown.</summary>
public sealed class StorageUnavailableException(string message, Exception inner) : Exception(message, inner)
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14;

    /// <returns>The words for a failure of the database itself, or null if the exception is something else.</returns>
    public static StorageUnavailableException? From(Exception exception) => Why(exception) is { } why
        ? new($"{why} Nothing was done; try again in a moment.", exception)
        : null;

    private static string? Why(Exception? exception) => exception switch
    {
        null => null,
        StorageUnavailableException => null,
        SqliteException { SqliteErrorCode: Busy or Locked } => "The database is locked by another program.",
        SqliteException { SqliteErrorCode: Full } => "The disk is full, so the database can't store anything.",
        SqliteException { SqliteErrorCode: ReadOnly } => "The database is read-only.",
        SqliteException { SqliteErrorCode: IoError or CannotOpen } => "The disk that holds the database can't be used.",
        SqliteException { SqliteErrorCode: Corrupt } => "The database file is damaged.",
        DbException { InnerException: System.Net.Sockets.SocketException } => "The database can't be reached.",
        DbException { IsTransient: true } => "The database does not answer.",
        _ => Why(exception.InnerException),
    };
}
