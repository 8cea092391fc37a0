namespace ChatOps.Domain.Schedules;

/// <summary>What becomes of a time that went by while nobody was there.</summary>
/// <param name="GoesLate">It is made up for, as long as it is late by no more than <paramref name="Within"/>.</param>
public sealed record MissedPolicy(bool GoesLate, TimeSpan Within)
{
    // A bot that is there needs a moment too.
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public DateTimeOffset Latest(DateTimeOffset due) => due + (GoesLate && Within > Moment ? Within : Moment);

    public PlannedStart Start(TypedTime time) => new(time.At, Latest(time.At), time.Text);
}
