namespace ChatOps.Persistence;

/// <summary>Tells what follows from stored changes. Only a hint: who misses it finds the work in the database.</summary>
public sealed class Committed
{
    /// <summary>Runs to look at.</summary>
    public Action<IReadOnlySet<long>> Runs { get; set; } = _ => { };

    /// <summary>There is something to send or to work on.</summary>
    public Action<ToDo> Work { get; set; } = _ => { };
}

/// <summary>Work that waits in the database for one of the background workers.</summary>
[Flags]
public enum ToDo
{
    None = 0,
    Clicks = 1,
    Cards = 2,
    Notes = 4,
    Promotions = 8,

    /// <summary>A lock or a freeze that ends by itself, or of which somebody is to be reminded.</summary>
    Locks = 16,

    /// <summary>A schedule's next moment.</summary>
    Schedules = 32,

    /// <summary>A cleaning of the artifact store.</summary>
    Cleaning = 64,

    /// <summary>CI told by itself that something may have changed.</summary>
    CiNews = 128,

    /// <summary>A code by which somebody shows who they are.</summary>
    Links = 256,
}
