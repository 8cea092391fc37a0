namespace ChatOps.Domain.Strategies;

/// <summary>The new instance starts beside the old one and takes all traffic when it is healthy.</summary>
public static class AllAtOnce
{
    public static IReadOnlyList<StepKind> Plan { get; } =
    [
        StepKind.Prepare, StepKind.Start, StepKind.CheckHealth, StepKind.SwitchTraffic, StepKind.VerifyServed, StepKind.StopPrevious,
    ];

    /// <summary>How to get back when a step did not work, so that what ran before serves again, or still.</summary>
    public static IReadOnlyList<StepKind> WayBackFrom(StepKind failed) =>
        failed is StepKind.SwitchTraffic or StepKind.VerifyServed ? [StepKind.RestoreTraffic, StepKind.Discard] : [StepKind.Discard];

    /// <summary>The last moment at which a cancel changes nothing for the environment's users.</summary>
    public static bool IsSafeToCancelBefore(StepKind step) => step is StepKind.Prepare or StepKind.Start or StepKind.CheckHealth or StepKind.SwitchTraffic;
}
