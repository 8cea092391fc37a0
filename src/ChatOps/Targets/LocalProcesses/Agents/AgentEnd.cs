namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Why an agent ends.</summary>
internal enum AgentEnd
{
    /// <summary>Another one takes over; the services keep running.</summary>
    Left = 1,

    /// <summary>The environment is to be silent: the services are stopped too.</summary>
    Stopped,

    /// <summary>Its folder was taken away, and with it the reason to serve.</summary>
    FolderGone,
}
