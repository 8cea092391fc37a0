using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Environments;

/// <summary>What one environment holds now, who is changing it, and who has locked or held it.</summary>
public sealed partial class EnvironmentRecord
{
    public EnvironmentRecord(string project, string name)
    {
        Project = project;
        Name = name;
    }

    private EnvironmentRecord() => (Project, Name) = (null!, null!);

    public string Project { get; private set; }

    public string Name { get; private set; }

    public RunningRelease? Current { get; private set; }

    /// <summary>The run that is changing the environment now: one at a time.</summary>
    public long? ApplyingRun { get; private set; }

    /// <summary>The highest attempt token given out.</summary>
    public long LastToken { get; private set; }

    public int Version { get; private set; }

    /// <returns>The attempt's token: higher than every one before.</returns>
    /// <exception cref="InvalidOperationException">Another run is changing this environment.</exception>
    public long TakeTurn(long run)
    {
        if (ApplyingRun is { } other && other != run)
            throw new InvalidOperationException($"Run #{other} is changing {Project}/{Name}; run #{run} must wait.");
        ApplyingRun = run;
        Version++;
        return ++LastToken;
    }

    public void EndTurn(long run, RunningRelease? now)
    {
        if (ApplyingRun != run) return;
        ApplyingRun = null;
        Current = now ?? Current;
        Version++;
    }
}
