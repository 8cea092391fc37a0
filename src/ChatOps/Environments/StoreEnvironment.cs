using ChatOps.Domain.Environments;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;

namespace ChatOps.Environments;

/// <summary>Reads and stores an environment's lock or hold with all that follows: audit entries, who waits looks again, the channel is told.</summary>
internal static class StoreEnvironment
{
    public static async Task<EnvironmentRecord> LoadEnvironment(this Commit commit, string project, string name)
    {
        if (await commit.Db.Environments.FindAsync(project, name) is { } found) return found;
        var made = new EnvironmentRecord(project, name);
        commit.Db.Environments.Add(made);
        return made;
    }

    public static async Task Store(this Commit commit, EnvironmentRecord environment)
    {
        foreach (var happened in environment.TakeEvents()) commit.Record(happened, run: null);
        await commit.WakeLine(environment.Project, environment.Name);
        commit.Leaves(ToDo.Locks);
    }

    /// <summary>A message of its own, for everybody in the channel.</summary>
    /// <param name="otherwise">Who is told directly if the bot can't write there; null: nobody.</param>
    public static void Tell(this Commit commit, string channel, string? otherwise, Note note)
    {
        commit.Db.Outbox.Add(new OutgoingNote { Channel = channel, Otherwise = otherwise, Note = note, CreatedAt = commit.Now, NextTryAt = commit.Now });
        commit.Leaves(ToDo.Notes);
    }
}
