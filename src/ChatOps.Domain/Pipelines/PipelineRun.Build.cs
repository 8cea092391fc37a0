using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>A release that CI itself builds: a stage starts it, and its run becomes the release.</summary>
public sealed partial class PipelineRun
{
    // CI builds what the branch is when the run begins there, which may not be what it was when it was looked up.
    private void BuildIs(CiRun run)
    {
        if (Revision is not { } asked) return;
        var before = Stages;
        (Ci, Revision) = (run, asked with { Version = run.Version });
        SetStage(s => s.Kind == StageKind.Ci, s => AsCiTellsIt(s, run));
        if (!Is(run.Commit, asked.Commit))
        {
            Revision = Revision with { Commit = run.Commit, Author = "", Title = "", ChangedPaths = null };
            var words = $"{asked.Branch} moved on from {ShortCommit(asked.Commit)} meanwhile: CI builds {ShortCommit(run.Commit)}, and the release is made of that";
            SetStage(StageKind.Source, s => s with { Words = $"{asked.Branch} {ShortCommit(run.Commit)}" });
            _remarks.Add(new("Another commit", words));
            Happened("revision.moved", null, $"branch {asked.Branch}, commit {run.Commit}, not {asked.Commit}: run {run.Id} of CI builds it");
        }
        else if (!before.SequenceEqual(Stages))
        {
            Version++;
        }
    }
}
