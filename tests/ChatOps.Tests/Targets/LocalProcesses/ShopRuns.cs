using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using ChatOps.Targets;

namespace ChatOps.Tests.Targets.LocalProcesses;

/// <summary>Orders for the shop's artifacts, as the build makes them.</summary>
internal static class ShopRuns
{
    public static StepOrder Order(long token, long run)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "demo", "ci", "runs", $"{run}", "artifacts", "shop.zip");
        return Order(token, run, file);
    }

    public static StepOrder Order(long token, long run, string file)
    {
        var bytes = File.ReadAllBytes(file);
        return new(token, StepKind.Prepare, run, "1.4.2", new("shop.zip", bytes.Length, Digest.Of(bytes)), file);
    }
}
