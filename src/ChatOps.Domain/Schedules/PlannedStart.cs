namespace ChatOps.Domain.Schedules;

/// <summary>When a run may begin to change its environment, where a time was named.</summary>
/// <param name="Latest">Whoever comes to it later, because the bot was down or the release was not ready, leaves it.</param>
/// <param name="Text">For people: the local time and its zone, such as <c>2026-12-24 08:00 Europe/Berlin</c>.</param>
public sealed record PlannedStart(DateTimeOffset At, DateTimeOffset Latest, string Text);
