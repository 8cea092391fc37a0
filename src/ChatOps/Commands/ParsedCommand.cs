using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <summary>What was typed, understood: all names are known ones.</summary>
public abstract record ParsedCommand;

/// <param name="CiRun">Null: the newest good one.</param>
/// <param name="Reason">What was typed behind <c>because</c> or <c>emergency</c>; untrusted.</param>
/// <param name="IsEmergency">It goes at once, past people and waiting times.</param>
public sealed record DeployCommand(Project Project, EnvironmentPolicy Environment, long? CiRun, string? Reason, bool IsEmergency = false) : ParsedCommand;

/// <param name="CiRun">Null: what ran there before.</param>
public sealed record RollbackCommand(Project Project, EnvironmentPolicy Environment, long? CiRun, string? Reason) : ParsedCommand;

public sealed record StatusCommand(Project Project) : ParsedCommand;

public sealed record HistoryCommand(Project Project, EnvironmentPolicy? Environment) : ParsedCommand;

public sealed record WhyCommand(Project Project, EnvironmentPolicy Environment, long CiRun) : ParsedCommand;

public sealed record HelpCommand : ParsedCommand;

/// <summary>It was not understood; the words say what was wrong and what to type.</summary>
public sealed record NotUnderstood(string Words) : ParsedCommand;
