namespace ChatOps.Projects;

/// <summary>The settings under <c>…:Lock</c>.</summary>
public sealed class LockOptions
{
    /// <summary>Ends a lock that was taken without an end; null: it stays until somebody ends it.</summary>
    public TimeSpan? ExpiresAfter { get; set; }

    /// <summary>When the owner of a lock that is still there is reminded of it.</summary>
    public TimeSpan RemindAfter { get; set; } = TimeSpan.FromHours(8);
}
