using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Deployments;

/// <summary>One try at a deployment: the orders planned, and what came of those given.</summary>
/// <param name="Orders">In order; the first that has not ended is the next, or the one under way.</param>
/// <param name="WayBackBecause">Why the plan was given up; null while it goes forward.</param>
public sealed record Attempt(long Token, long Deployment, IReadOnlyList<Order> Orders, string? WayBackBecause = null)
{
    public Order? Current => Orders.FirstOrDefault(o => o.EndedAt is null);

    /// <summary>What is under way may end; before the order after it there is still a way back that nobody notices.</summary>
    public bool IsSafeToCancel => Orders.FirstOrDefault(o => o.BegunAt is null) is { } next && AllAtOnce.IsSafeToCancelBefore(next.Kind);

    /// <summary>The target proved that it serves the new release, and it was not taken back since.</summary>
    public bool HasProvedToServe => WayBackBecause is null && Orders.Any(o => o is { Kind: StepKind.VerifyServed, EndedAt: not null });

    public Attempt Begin(DateTimeOffset now) => Replace(Current!, Current! with { BegunAt = Current!.BegunAt ?? now });

    public Attempt End(DateTimeOffset now, string words) => Replace(Current!, Current! with { EndedAt = now, Words = words });

    /// <summary>Gives up what was still planned and goes back from there.</summary>
    public Attempt TurnBack(StepKind from, string because) => this with
    {
        Orders = [.. Orders.Where(o => o.EndedAt is not null), .. AllAtOnce.WayBackFrom(from).Select(k => new Order(k))],
        WayBackBecause = because,
    };

    private Attempt Replace(Order old, Order now) => this with { Orders = [.. Orders.Select(o => ReferenceEquals(o, old) ? now : o)] };
}

/// <param name="BegunAt">When it was recorded, before it was given.</param>
public sealed record Order(StepKind Kind, DateTimeOffset? BegunAt = null, DateTimeOffset? EndedAt = null, string Words = "");
