namespace ChatOps.Tests.Targets.LocalProcesses;

/// <summary>Real processes, one environment at a time: the tests measure time limits.</summary>
[CollectionDefinition(nameof(LocalProcessCollection), DisableParallelization = true)]
public sealed class LocalProcessCollection;
