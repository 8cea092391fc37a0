namespace ChatOps.Domain.Releases;

/// <summary>The artifacts of one CI run, pinned by digest, moving as one unit. What <c>run 1234</c> names once its bytes are in the store.</summary>
public sealed class Release
{
    public Release(string project, CiRun run, IReadOnlyList<Artifact> artifacts, DateTimeOffset takenInAt, ReleaseReports? reports = null)
    {
        Project = project;
        CiRun = run.Id;
        Attempt = run.Attempt;
        Branch = run.Branch;
        Commit = run.Commit;
        Version = run.Version;
        Evidence = run;
        Artifacts = artifacts;
        TakenInAt = takenInAt;
        Reports = reports;
    }

    private Release() => (Project, Branch, Commit, Version, Evidence, Artifacts) = (null!, null!, null!, null!, null!, null!);

    public long Id { get; private set; }

    public string Project { get; private set; }

    public long CiRun { get; private set; }

    /// <summary>A CI run can be run again under its id: that is another release.</summary>
    public int Attempt { get; private set; }

    public string Branch { get; private set; }

    public string Commit { get; private set; }

    public string Version { get; private set; }

    /// <summary>What CI said of the run when its artifacts were taken in; it moves with the release.</summary>
    public CiRun Evidence { get; private set; }

    public IReadOnlyList<Artifact> Artifacts { get; private set; }

    /// <summary>When its bytes came into the store, the last time.</summary>
    public DateTimeOffset TakenInAt { get; private set; }

    /// <summary>When bytes of it were cleaned up; null: they are in the store. What is known of it stays for good.</summary>
    public DateTimeOffset? CleanedAt { get; private set; }

    /// <summary>Test results, scans, coverage and bills of materials among the artifacts; null if they were never looked for.</summary>
    public ReleaseReports? Reports { get; private set; }

    /// <summary>The artifacts without those that are evidence.</summary>
    public IReadOnlyList<Artifact> Deployables => Reports is { } reports ? [.. Artifacts.Where(a => !reports.Artifacts.Contains(a.Name))] : Artifacts;

    /// <summary>They were read from the pinned bytes, for the first time or because other files are looked for now.</summary>
    public void ReportsAre(ReleaseReports reports) => Reports = reports;

    public void BytesWent(DateTimeOffset now) => CleanedAt = now;

    /// <summary>They were taken in again.</summary>
    public void BytesAreBack(DateTimeOffset now) => (CleanedAt, TakenInAt) = (null, now);

    /// <returns>The artifact to deploy, or null if it is not among them, or if there are several and none is named. Evidence is never deployed.</returns>
    public Artifact? ToDeploy(string? name) =>
        name is null ? (Deployables is [var only] ? only : null) : Deployables.FirstOrDefault(a => a.Name == name);
}
