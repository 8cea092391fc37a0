namespace ChatOps.Projects;

/// <summary>The settings under <c>Reminders</c>.</summary>
public sealed class RemindersOptions
{
    public const string Section = "Reminders";

    /// <summary>How long an approval may be waited for until its group is reminded.</summary>
    public TimeSpan ApprovalAfter { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long until it is reminded again.</summary>
    public TimeSpan ApprovalEvery { get; set; } = TimeSpan.FromHours(4);

    /// <summary>People are reminded in these hours only.</summary>
    public string WorkingHours { get; set; } = "Mon-Fri 09:00-17:00 UTC";

    /// <summary>How long a release may stay in an environment that another one comes after, until its channel is told.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromDays(7);
}
