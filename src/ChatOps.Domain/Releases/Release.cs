namespace ChatOps.Domain.Releases;

/// <summary>The artifacts of one CI run, pinned by digest, moving as one unit. What <c>run 1234</c> names once its bytes are in the store.</summary>
public sealed class Release
{
    public Release(string project, CiRun run, IReadOnlyList<Artifact> artifacts, DateTimeOffset takenInAt)
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

    public DateTimeOffset TakenInAt { get; private set; }

    /// <returns>The artifact to deploy, or null if it is not among them, or if there are several and none is named.</returns>
    public Artifact? ToDeploy(string? name) =>
        name is null ? (Artifacts.Count == 1 ? Artifacts[0] : null) : Artifacts.FirstOrDefault(a => a.Name == name);
}
