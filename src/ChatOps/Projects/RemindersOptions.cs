namespace ChatOps.Projects;

/// <summary>The settings under <c>Reminders</c>.</summary>
public sealed class RemindersOptions
{
    public const string Section = "Reminders";

    /// <summary>How long an approval may be waited for until those are reminded who can give it.</summary>
    public TimeSpan ApprovalAfter { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long until they are reminded again.</summary>
    public TimeSpan ApprovalEvery { get; set; } = TimeSpan.FromHours(4);

    /// <summary>People are reminded in these hours only, each by the clocks of their own time zone; its zone is for those whose zone the chat does not tell.</summary>
    public string WorkingHours { get; set; } = "Mon-Fri 09:00-17:00 UTC";

    /// <summary>How long a release may stay in an environment that another one comes after, until its channel is told.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromDays(7);
}
