namespace ChatOps.Persistence;

/// <summary>The columns of a run's lease: who works on it, until when, and a token that grows with every holder.</summary>
internal static class Lease
{
    public const string Owner = "LeaseOwner";
    public const string Until = "LeaseUntil";
    public const string Token = "LeaseToken";
}
