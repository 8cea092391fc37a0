using ChatOps.Domain.Approvals;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Deployments;

/// <summary>The technical act of putting a release into an environment. The history of an environment is its deployments.</summary>
public sealed class Deployment
{
    /// <param name="before">The deployment that a rollback from this one goes to: what ran before; for a rollback, what ran before the restored one.</param>
    public Deployment(
        long run, string project, string environment, Release release, Artifact artifact, long token, Person by, long? before, DateTimeOffset now)
    {
        Run = run;
        Project = project;
        Environment = environment;
        Release = release.Id;
        CiRun = release.CiRun;
        Version = release.Version;
        Commit = release.Commit;
        Digest = artifact.Digest;
        Token = token;
        By = by;
        Before = before;
        BegunAt = now;
    }

    private Deployment() => (Project, Environment, Version, Commit, By) = (null!, null!, null!, null!, null!);

    public long Id { get; private set; }

    public long Run { get; private set; }

    public string Project { get; private set; }

    public string Environment { get; private set; }

    public long Release { get; private set; }

    public long CiRun { get; private set; }

    public string Version { get; private set; }

    public string Commit { get; private set; }

    /// <summary>Of the artifact that was deployed.</summary>
    public Digest Digest { get; private set; }

    /// <summary>The attempt's token: the target refuses older ones.</summary>
    public long Token { get; private set; }

    /// <summary>Who asked for it.</summary>
    public Person By { get; private set; }

    public long? Before { get; private set; }

    public DateTimeOffset BegunAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public DeploymentOutcome Outcome { get; private set; } = DeploymentOutcome.Running;

    public RunningRelease AsRunning => new(Id, CiRun, Version, Commit, Digest, EndedAt ?? BegunAt);

    public void End(DeploymentOutcome outcome, DateTimeOffset now)
    {
        if (Outcome != DeploymentOutcome.Running) throw new InvalidOperationException($"Deployment {Id} has already ended: {Outcome}.");
        Outcome = outcome;
        EndedAt = now;
    }
}

public enum DeploymentOutcome
{
    Running = 1,
    Succeeded,
    Failed,
    RolledBack,
    Cancelled,
    OutcomeUnknown,
}
