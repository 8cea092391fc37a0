using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <param name="End">Null: as the settings say.</param>
/// <param name="Reason">Untrusted, on one line.</param>
public sealed record LockCommand(Project Project, EnvironmentPolicy Environment, Ending? End, string Reason) : ParsedCommand;

/// <param name="User">The id that the mention carried.</param>
public sealed record HandOverCommand(Project Project, EnvironmentPolicy Environment, string User, string UserName) : ParsedCommand;

public sealed record UnlockCommand(Project Project, EnvironmentPolicy Environment, string? Reason) : ParsedCommand;

public sealed record HoldCommand(Project Project, EnvironmentPolicy Environment, string Reason) : ParsedCommand;

public sealed record ResumeCommand(Project Project, EnvironmentPolicy Environment, string? Reason) : ParsedCommand;

/// <param name="Project">Null: all of them.</param>
public sealed record FreezeCommand(Project? Project, Ending? End, string Reason) : ParsedCommand;

/// <param name="Project">Null: all of them.</param>
public sealed record UnfreezeCommand(Project? Project, string? Reason) : ParsedCommand;
