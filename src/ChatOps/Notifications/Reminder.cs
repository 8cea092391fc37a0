using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>When somebody was last reminded of something: stored with the message, so that nobody is told twice.</summary>
public sealed class Reminder
{
    /// <summary>What it is about, such as a run and the decision that is waited for.</summary>
    public required string About { get; init; }

    public DateTimeOffset At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Reminder>(reminder =>
    {
        reminder.HasKey(r => r.About);
        reminder.Property(r => r.About).HasMaxLength(200);
    });
}
