namespace ChatOps.Domain.Schedules;

/// <summary>When people work, by the clocks on their own walls: the same hours for all, each in their own time zone.</summary>
/// <param name="window">Its zone holds for those whose zone is not known.</param>
public sealed class WorkingHours(Window window)
{
    /// <param name="text">As a window is written, such as <c>Mon-Fri 09:00-17:00 Europe/Berlin</c>.</param>
    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static WorkingHours Parse(string text, TimeZoneInfo zone) => new(Window.Parse(text, zone));

    /// <summary>For people, such as <c>weekdays 09:00-17:00 Europe/Berlin</c>.</summary>
    public string Words => window.Words;

    /// <summary>The same hours somewhere else.</summary>
    /// <param name="zone">Null: where it is not known, and so those hours as they are written.</param>
    public WorkingHours In(TimeZoneInfo? zone) => zone is null ? this : new(window.In(zone));

    public bool Has(DateTimeOffset at) => window.IsOpen(at);

    /// <returns>The first moment inside working hours from the given one on: the moment itself when it is inside. Null: none comes any more.</returns>
    public DateTimeOffset? NextInside(DateTimeOffset at) => Has(at) ? at : window.OpensNext(at);
}
