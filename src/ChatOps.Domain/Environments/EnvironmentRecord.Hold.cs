using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Environments;

/// <summary>The hold: pins what runs, for everybody.</summary>
public sealed partial class EnvironmentRecord
{
    public EnvironmentHold? Hold { get; private set; }

    public EnvironmentAnswer BeginHold(Person by, string reason, DateTimeOffset now)
    {
        if (Hold is { } held) return Refuse("hold.refused", by, $"{Name} is {held} already. To end that, type: /release resume {Name}");
        Hold = new(by, reason, now);
        Version++;
        Happened("hold.begun", by, $"because {reason}");
        var kept = Current is { } current ? $"{current} stays in {Name}" : $"{Name} stays empty";
        return new(true, $"{kept}: nothing moves there, no rollback either, until somebody types /release resume {Name}.{UnderWay}");
    }

    /// <param name="approvers">The groups whose members may end somebody else's hold.</param>
    public EnvironmentAnswer EndHold(Standing who, IReadOnlyList<string> approvers, string? reason)
    {
        var by = who.Person;
        if (Hold is not { } held) return Refuse("resume.refused", by, $"{Name} is not held.");
        if (WhyNotEnd(who, held.By, approvers, "resume") is { } no) return Refuse("resume.refused", by, no);
        Hold = null;
        Version++;
        Happened("hold.ended", by, $"{held}{(reason is null ? "" : $"; resumed because {reason}")}");
        return new(true, $"{Name} goes on; it was {held}.{(Lock is { } taken ? $" It is still {taken}." : "")}");
    }
}
