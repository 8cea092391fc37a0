namespace ChatOps.Projects;

/// <summary>What may be asked in front of an environment and in front of a stage alike. What is not set is not asked.</summary>
public abstract class CommonGateOptions
{
    /// <summary>Patterns of branches that may come here, such as main or release/*.</summary>
    public IList<string> Branches { get; init; } = [];

    /// <summary>A release must be at least this old.</summary>
    public TimeSpan? MinAge { get; set; }

    /// <summary>A release must be at most this old.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The most commits that may come at once.</summary>
    public int? MaxCommits { get; set; }

    /// <summary>How long everybody has to object after the request.</summary>
    public TimeSpan? WaitFor { get; set; }

    /// <summary>Questions to other systems, such as whether there are open incidents.</summary>
    public IList<HttpGateOptions> Http { get; init; } = [];
}

/// <summary>The settings of a stage under <c>…:Gates</c>: what must hold before each try of it.</summary>
public sealed class StageGateOptions : CommonGateOptions
{
    /// <summary>When it may begin, such as <c>Mon-Thu 09:00-16:00 Europe/Berlin</c>; none: always.</summary>
    public IList<string> Windows { get; init; } = [];
}
