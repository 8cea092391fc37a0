namespace ChatOps.Domain.Pipelines;

public enum RunKind
{
    Deploy = 1,

    /// <summary>Puts back a release that was in this environment before. It goes ahead of deployments that have not begun.</summary>
    Rollback,
}
