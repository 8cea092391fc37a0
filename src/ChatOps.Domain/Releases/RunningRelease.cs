namespace ChatOps.Domain.Releases;

/// <summary>What runs in an environment now.</summary>
/// <param name="Deployment">The deployment that put it there.</param>
public sealed record RunningRelease(long Deployment, long CiRun, string Version, string Commit, Digest Digest, DateTimeOffset Since)
{
    public override string ToString() => $"run {CiRun} ({Version})";
}
