namespace ChatOps.Domain.Gates;

/// <summary>Further automatic gates in front of an environment. What is not set is not asked.</summary>
/// <param name="Branches">Patterns such as <c>main</c> or <c>release/*</c>; null or empty: every branch.</param>
/// <param name="MinAge">A release must be at least this old.</param>
/// <param name="MaxAge">…and at most this old.</param>
/// <param name="Soak">How long the release must have run in the environments before.</param>
/// <param name="MaxCommits">The most commits that may come at once.</param>
/// <param name="OnlyNewer">Nothing older than what runs there, of the same branch.</param>
/// <param name="WaitFor">How long everybody has to object after the request.</param>
/// <param name="HealthBefore">The environments before must serve well now.</param>
/// <param name="Http">Questions to other systems.</param>
/// <param name="Provenance">The build that it must provably come from.</param>
public sealed record GatePolicy(
    IReadOnlyList<string>? Branches = null,
    TimeSpan? MinAge = null,
    TimeSpan? MaxAge = null,
    TimeSpan? Soak = null,
    int? MaxCommits = null,
    bool OnlyNewer = false,
    TimeSpan? WaitFor = null,
    bool HealthBefore = false,
    IReadOnlyList<HttpGate>? Http = null,
    ProvenancePolicy? Provenance = null)
{
    /// <summary>Something outside must be asked.</summary>
    public bool AsksOutside => HealthBefore || Http is { Count: > 0 } || Provenance is not null;
}

/// <summary>A question to another system, such as "are there open incidents?".</summary>
/// <param name="Name">How people know it.</param>
/// <param name="Secret">The name of the setting or variable that holds the header's value; never the value itself.</param>
/// <param name="Passes">Such as <c>status 200</c>, <c>$.open = 0</c>; null: any status of 200 to 299.</param>
/// <param name="Refuses">Where it can't be asked: true: the answer is no; false: it waits.</param>
public sealed record HttpGate(string Name, string Url, string? Header, string? Secret, string? Passes, bool Refuses);
