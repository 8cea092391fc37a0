using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>When somebody was last reminded of something: stored with the message, so that nobody is told twice.</summary>
public sealed class Reminder
{
    /// <summary>What it is about, such as a run and the decision that is waited for.</summary>
    public required string About { get; init; }

    public DateTimeOffset At { get; set; }

    internal static Task<bool> IsDue(ChatOpsDb db, string about, TimeSpan every, DateTimeOffset now, CancellationToken ct) =>
        db.Reminders.AllAsync(r => r.About != about || r.At <= now - every, ct);

    /// <summary>Whoever writes it first has reminded; the other finds it written.</summary>
    internal static async Task<bool> Begin(Commit commit, string about, TimeSpan every)
    {
        var reminder = await commit.Db.Reminders.FindAsync(about);
        if (reminder is not null && reminder.At > commit.Now - every) return false;
        if (reminder is null) commit.Db.Reminders.Add(reminder = new() { About = about });
        reminder.At = commit.Now;
        return true;
    }

    internal static void Map(ModelBuilder model) => model.Entity<Reminder>(reminder =>
    {
        reminder.HasKey(r => r.About);
        reminder.Property(r => r.About).HasMaxLength(200);
    });
}
