using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;

namespace ChatOps.Domain.Environments;

/// <summary>Nothing new begins in a project, or in all of them.</summary>
public sealed class Freeze
{
    /// <param name="project">Null: all of them.</param>
    /// <param name="until">Null: until somebody ends it.</param>
    public Freeze(string? project, Person by, string reason, DateTimeOffset? until, DateTimeOffset now) =>
        (Project, By, Reason, Since, Until) = (project, by, reason, now, until);

    private Freeze() => (By, Reason) = (null!, null!);

    public long Id { get; private set; }

    public string? Project { get; private set; }

    public Person By { get; private set; }

    /// <summary>Untrusted text.</summary>
    public string Reason { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What it covers, as people type it.</summary>
    public string What => Project ?? "all";

    public bool IsOn(DateTimeOffset now) => EndedAt is null && (Until is null || now < Until);

    public AuditEvent Begun => new("freeze.begun", By, $"{this}");

    public AuditEvent End(Person by, string? reason, DateTimeOffset now)
    {
        EndedAt = now;
        return new("freeze.ended", by, $"{this}{(reason is null ? "" : $"; ended because {reason}")}");
    }

    /// <returns>Null: it is not over yet, or was ended before.</returns>
    public AuditEvent? EndIfOver(DateTimeOffset now)
    {
        if (EndedAt is not null || IsOn(now)) return null;
        EndedAt = now;
        return new("freeze.expired", null, ToString());
    }

    public override string ToString() =>
        $"{(Project is null ? "all projects are" : $"{Project} is")} frozen by {By.Name} since {Moment.Words(Since)} because {Reason}{(Until is { } until ? $"; until {Moment.Words(until)}" : "")}";
}
