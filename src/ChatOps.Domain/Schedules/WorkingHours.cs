namespace ChatOps.Domain.Schedules;

/// <summary>When a person works: the same hours on some days of the week, in the person's time zone. From is inclusive, to is exclusive; over midnight if to is not later.</summary>
public sealed class WorkingHours
{
    private readonly Window _window;

    /// <param name="days">At least one; the day on which the work begins.</param>
    public WorkingHours(TimeZoneInfo zone, TimeOnly from, TimeOnly to, IReadOnlyCollection<DayOfWeek> days)
    {
        if (days.Count == 0) throw new ArgumentException("Somebody who works on no day has no working hours.", nameof(days));
        _window = WindowText.Of(days, from, to, zone);
    }

    /// <summary>For people, such as <c>weekdays 09:00-17:00 Europe/Berlin</c>.</summary>
    public string Words => _window.Words;

    public bool Has(DateTimeOffset at) => _window.IsOpen(at);

    /// <returns>The first moment inside working hours from the given one on: the moment itself when it is inside.</returns>
    public DateTimeOffset NextInside(DateTimeOffset at) =>
        Has(at) ? at : _window.OpensNext(at) ?? throw new InvalidOperationException("Working hours come every week.");
}
