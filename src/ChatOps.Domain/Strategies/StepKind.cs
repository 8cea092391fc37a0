namespace ChatOps.Domain.Strategies;

/// <summary>What a target can be asked to do, one at a time. Each order is recorded before it is given.</summary>
public enum StepKind
{
    /// <summary>Check the artifact's bytes and lay them out beside what runs.</summary>
    Prepare = 1,

    /// <summary>Start the new instance beside the one that serves.</summary>
    Start,

    /// <summary>Wait until the new instance says that it is healthy.</summary>
    CheckHealth,

    /// <summary>Send the environment's traffic to the new instance; the one before keeps running.</summary>
    SwitchTraffic,

    /// <summary>Ask through the environment's front door whether it serves the new release.</summary>
    VerifyServed,

    /// <summary>Stop the instance that served before.</summary>
    StopPrevious,

    /// <summary>Way back: send the traffic to the instance that served before.</summary>
    RestoreTraffic,

    /// <summary>Way back: stop the new instance and remove what was laid out.</summary>
    Discard,
}
