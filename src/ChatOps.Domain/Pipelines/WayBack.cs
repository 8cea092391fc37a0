namespace ChatOps.Domain.Pipelines;

/// <summary>What hashing the store showed of the release that a deployment would replace.</summary>
/// <param name="Deployment">The deployment that put it there.</param>
public sealed record WayBack(long Deployment, bool IsThere);
