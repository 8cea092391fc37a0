using ChatOps.Domain.Projects;
using ChatOps.Notifications;

namespace ChatOps.Commands;

/// <param name="Deployments">False: the notifications.</param>
public sealed record SchedulesCommand(Project Project, bool Deployments) : ParsedCommand;

public sealed record EndScheduleCommand(Project Project, long Id, bool Deployments) : ParsedCommand;

/// <param name="Channel">Its id, as the mention carried it; null: where it was typed.</param>
/// <param name="Every">How often, as it was typed; untrusted.</param>
/// <param name="Topic">Null: the release notes.</param>
public sealed record NotifyCommand(Project Project, string? Channel, string Every, string? Topic) : ParsedCommand;

/// <param name="Since">The CI run after which they begin; null: those of the last week.</param>
public sealed record NotesCommand(Project Project, EnvironmentPolicy Environment, long? Since) : ParsedCommand;

/// <param name="Environment">Null: all of them.</param>
/// <param name="IsForMe">In a direct message, not in the channel.</param>
public sealed record SubscribeCommand(Project Project, EnvironmentPolicy? Environment, Outcomes Outcomes, bool IsForMe) : ParsedCommand;

/// <param name="Environment">Null: all that there is of the project.</param>
public sealed record UnsubscribeCommand(Project Project, EnvironmentPolicy? Environment, bool IsForMe) : ParsedCommand;
