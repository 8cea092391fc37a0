using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <summary>What was typed, understood: all names are known ones.</summary>
public abstract record ParsedCommand;

/// <param name="CiRun">Null: the newest good one.</param>
/// <param name="Reason">What was typed behind <c>because</c> or <c>emergency</c>; untrusted.</param>
/// <param name="Skips">The environment that a hotfix leaves out.</param>
/// <param name="IsEmergency">It goes at once, past people and waiting times.</param>
public sealed record DeployCommand(Project Project, EnvironmentPolicy Environment, long? CiRun, string? Reason, string? Skips = null, bool IsEmergency = false) : ParsedCommand
{
    /// <summary>What was typed behind <c>at</c>, or from <c>in</c> on: once, at that time.</summary>
    public string? At { get; init; }

    /// <summary>What was typed behind <c>every</c>: again and again.</summary>
    public string? Every { get; init; }

    /// <summary>For the newest good run: of this branch; null: of the default one. Untrusted.</summary>
    public string? Branch { get; init; }

    /// <summary>The run's attempt, if one was named: only that is meant.</summary>
    public int? CiAttempt { get; init; }
}

/// <param name="CiRun">Null: what ran there before.</param>
public sealed record RollbackCommand(Project Project, EnvironmentPolicy Environment, long? CiRun, string? Reason) : ParsedCommand;

public sealed record StatusCommand(Project Project) : ParsedCommand;

public sealed record MetricsCommand(Project Project) : ParsedCommand;

public sealed record HistoryCommand(Project Project, EnvironmentPolicy? Environment) : ParsedCommand;

public sealed record WhyCommand(Project Project, EnvironmentPolicy Environment, long CiRun) : ParsedCommand;

/// <param name="Branch">Null: the default one.</param>
public sealed record StartCommand(Project Project, string? Branch, string? Reason) : ParsedCommand;

/// <param name="Run">The bot's own number of the run.</param>
public sealed record CancelCommand(long Run) : ParsedCommand;

public sealed record RetryCommand(long Run, string Stage) : ParsedCommand;

public sealed record SkipCommand(long Run, string Stage, string Reason) : ParsedCommand;

/// <param name="CiRun">What would run; null together with <paramref name="Other"/>: what runs in the environment before.</param>
/// <param name="Other">The other environment, if two are compared.</param>
public sealed record DiffCommand(Project Project, EnvironmentPolicy Environment, long? CiRun, EnvironmentPolicy? Other) : ParsedCommand;

public sealed record HelpCommand : ParsedCommand;

/// <summary>It was not understood; the words say what was wrong and what to type.</summary>
public sealed record NotUnderstood(string Words) : ParsedCommand;
