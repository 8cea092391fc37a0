namespace ChatOps.Projects;

/// <summary>The settings under <c>…:Approval</c>.</summary>
public sealed class ApprovalOptions
{
    /// <summary>How many different people must say yes; 0: nobody is asked.</summary>
    public int Count { get; set; } = 1;

    /// <summary>One of the project's groups.</summary>
    public string Group { get; set; } = "approvers";

    /// <summary>Instead of Group and Count: so many of each of several groups. A person counts for one part only.</summary>
    public IList<PartOptions> Parts { get; init; } = [];

    /// <summary>A later part is asked only when the earlier ones are full.</summary>
    public bool InOrder { get; set; }

    /// <summary>Nobody who wrote a commit in the range may approve it.</summary>
    public bool NotAuthors { get; set; }

    /// <summary>An unanswered question frees the line after this time, and an approval this old counts no longer.</summary>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What an approver must type, word for word.</summary>
    public IList<string> Conditions { get; init; } = [];

    /// <summary>An approver must say why.</summary>
    public bool ReasonNeeded { get; set; }

    /// <summary>What touches one of the project's Risks takes one person more.</summary>
    public bool MoreForRisks { get; set; }
}

/// <summary>The settings under <c>…:Approval:Parts</c>, one of them.</summary>
public sealed class PartOptions
{
    /// <summary>One of the project's groups.</summary>
    public string Group { get; set; } = "";

    /// <summary>How many different people of it must say yes.</summary>
    public int Count { get; set; } = 1;
}

/// <summary>The settings under <c>…:Emergency</c>.</summary>
public sealed class EmergencyOptions
{
    /// <summary>One of the project's groups: its members may deploy at once. Empty: nobody may.</summary>
    public string Group { get; set; } = "";

    /// <summary>Somebody else must sign for an emergency in this time, else the environment takes no further release.</summary>
    public TimeSpan ReviewWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The id or name of the channel it is announced in. Empty: the project's first, else where it was asked for.</summary>
    public string Channel { get; set; } = "";
}
