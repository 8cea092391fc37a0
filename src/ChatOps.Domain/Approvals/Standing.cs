using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Approvals;

/// <summary>What the chat says of a person at the moment they act. It is asked for at every click and never remembered in a decision.</summary>
/// <param name="Person">The person, with the name the chat gives them now.</param>
/// <param name="Kind">A full member, or the reason why they are not one.</param>
/// <param name="Groups">The names of those groups, of the ones that were asked about, that hold this person.</param>
public sealed record Standing(Person Person, MemberKind Kind, IReadOnlySet<string> Groups)
{
    /// <summary>Those who delegated their vote to this person, as the chat tells of them now.</summary>
    public IReadOnlyList<Standing> InPlaceOf { get; init; } = [];

    /// <summary>The accounts where sources are kept that are this person's: they have shown it, see <see cref="Link"/>.</summary>
    public IReadOnlyList<SourceAccount> Accounts { get; init; } = [];

    /// <summary>The name of the time zone that the person is in, such as <c>Europe/Berlin</c>; null where the chat does not tell. Untrusted text.</summary>
    public string? TimeZone { get; init; }

    public bool IsIn(string group) => Groups.Contains(group);

    /// <summary>Why this person may not act at all, or null if they may.</summary>
    public string? Objection => Kind switch
    {
        MemberKind.Member => null,
        MemberKind.Guest => "guests can't start or decide releases",
        MemberKind.Bot => "bots can't start or decide releases",
        MemberKind.Deactivated => "this account is deactivated",
        MemberKind.Stranger => "people from another workspace can't start or decide releases here",
        _ => "what kind of member this is could not be told",
    };
}

/// <summary>What sort of account a person has in the workspace that the bot is installed in.</summary>
public enum MemberKind
{
    /// <summary>Nothing is known: never enough to act.</summary>
    Unknown = 0,
    Member,
    Guest,
    Bot,
    Deactivated,

    /// <summary>From another workspace, as in Slack Connect.</summary>
    Stranger,
}
