using ChatOps.Domain.Approvals;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Audit;

/// <summary>Who did what, when, why, and to which bytes. Each entry's hash covers the one before it, so none can be changed, removed or slipped in unseen.</summary>
/// <param name="Number">1, 2, 3, … without a gap.</param>
/// <param name="What">A short name, such as <c>vote.counted</c>.</param>
/// <param name="Run">The pipeline run; null for what belongs to none.</param>
/// <param name="Who">Null for what the bot did by itself.</param>
/// <param name="Why">Words; untrusted text.</param>
/// <param name="Digest">The bytes it is about, if it is about bytes.</param>
/// <param name="Previous">The hash of the entry before; <see cref="Start"/> for the first.</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset At, string What, long? Run, Person? Who, string Why, Digest? Digest, Digest Previous, Digest Hash)
{
    /// <summary>What stands where the first entry names its predecessor.</summary>
    public static Digest Start { get; } = Releases.Digest.Parse(new string('0', 64));

    public static AuditEntry After(
        AuditEntry? previous, DateTimeOffset at, string what, long? run, Person? who, string why, Digest? digest)
    {
        // Microseconds: the finest that both databases keep.
        var kept = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var entry = new AuditEntry((previous?.Number ?? 0) + 1, kept, what, run, who, why, digest, previous?.Hash ?? Start, Start);
        return entry with { Hash = entry.ComputeHash() };
    }

    /// <returns>Why this entry does not follow the one before, or null if it does.</returns>
    public string? FaultAfter(AuditEntry? previous)
    {
        var expected = (previous?.Number ?? 0) + 1;
        if (Number != expected) return $"entry {expected} is missing: entry {Number} comes next";
        if (Previous != (previous?.Hash ?? Start)) return $"entry {Number} does not follow entry {Number - 1}: one of them was changed";
        if (Hash != ComputeHash()) return $"entry {Number} was changed: its content does not match its hash";
        return null;
    }

    private Digest ComputeHash() => new CanonicalText()
        .Add(Number).Add(At.UtcTicks).Add(What).Add(Run)
        .Add(Who?.Id).Add(Who?.Workspace).Add(Who?.Name)
        .Add(Why).Add(Digest?.Hex).Add(Previous.Hex)
        .Hash();
}
