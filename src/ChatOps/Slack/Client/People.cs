using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;

namespace ChatOps.Slack.Client;

/// <summary>Who somebody is, as Slack tells it now. When Slack can't tell, that is an exception, never a no and never a yes.</summary>
internal sealed class People(SlackApi api, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(60);

    private readonly Remembered<string, User?> _users = new(time, Age);
    private readonly Remembered<string, IReadOnlySet<string>> _members = new(time, Age);
    private readonly Remembered<string, IReadOnlyDictionary<string, string>> _handles = new(time, Age);

    public async Task<Standing> StandingOf(Person claimed, string workspace, IReadOnlyList<PeopleGroup> groups, CancellationToken ct)
    {
        if (claimed.Workspace != workspace) return new(claimed, MemberKind.Stranger, new HashSet<string>());
        var user = await _users.Get(claimed.Id, Ask, ct);
        if (user is null) return new(claimed, MemberKind.Unknown, new HashSet<string>());

        var person = claimed with { Name = NameOf(user) ?? claimed.Name };
        var kind = KindOf(user, claimed.Id, workspace);
        var memberships = new HashSet<string>();
        if (kind == MemberKind.Member)
            foreach (var group in groups)
                if (await Holds(group, claimed.Id, ct)) memberships.Add(group.Name);
        return new(person, kind, memberships) { TimeZone = user.Tz };
    }

    /// <returns>The ids of all who are in one of the groups, each once, in no order; guests and others who can do nothing are among them.</returns>
    public async Task<IReadOnlyList<string>> MembersOf(IReadOnlyList<PeopleGroup> groups, CancellationToken ct)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var member in group.Members)
            {
                if (await UserGroupOf(group, member, ct) is { } userGroup) found.UnionWith(await Told(group, _members.Get(userGroup, AskMembers, ct)));
                else found.Add(member);
            }
        }

        return [.. found];
    }

    /// <summary>Somebody, or some group, has changed: what was asked before is asked again.</summary>
    public void Forget()
    {
        _users.Clear();
        _members.Clear();
        _handles.Clear();
    }

    internal static MemberKind KindOf(User user, string id, string workspace) => user switch
    {
        { Id: { } answered } when answered != id => MemberKind.Unknown,
        { IsBot: true } or { IsWorkflowBot: true } or { IsConnectorBot: true } or { Id: "USLACKBOT" } => MemberKind.Bot,
        { IsStranger: true } => MemberKind.Stranger,
        // Where the answer names no workspace, the signed request's has been compared already.
        { TeamId: { } team } when team != workspace && user.EnterpriseUser?.Teams?.Contains(workspace) != true => MemberKind.Stranger,
        { Deleted: true } => MemberKind.Deactivated,
        { IsRestricted: true } or { IsUltraRestricted: true } => MemberKind.Guest,
        _ => MemberKind.Member,
    };

    private static string? NameOf(User user) =>
        new[] { user.Profile?.DisplayName, user.Profile?.RealName, user.RealName, user.Name }.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n));

    private async Task<User?> Ask(string id)
    {
        try
        {
            return (await api.User(id, CancellationToken.None)).User
                ?? throw new ChatUnavailableException($"Slack could not say who {id} is.", mayHaveHappened: false);
        }
        catch (ChatRefusedException e) when (e.Code is "user_not_found" or "user_not_visible" or "users_not_found")
        {
            return null;
        }
        catch (ChatRefusedException e)
        {
            throw new ChatUnavailableException($"Slack could not say who {id} is. {e.Message}", mayHaveHappened: false, inner: e);
        }
    }

    private async Task<bool> Holds(PeopleGroup group, string user, CancellationToken ct)
    {
        if (group.Members.Contains(user)) return true;
        foreach (var member in group.Members)
        {
            if (await UserGroupOf(group, member, ct) is { } userGroup && (await Told(group, _members.Get(userGroup, AskMembers, ct))).Contains(user)) return true;
        }

        return false;
    }

    /// <returns>The id of the user group that a member of a group of ours is; null: it is a person.</returns>
    private async Task<string?> UserGroupOf(PeopleGroup group, string member, CancellationToken ct) => member switch
    {
        ['@', .. var handle] => (await Told(group, _handles.Get("", AskHandles, ct))).GetValueOrDefault(handle)
            ?? throw new ChatUnavailableException($"Slack knows no user group @{handle}, which the group {group.Name} names.", mayHaveHappened: false),
        ['S', ..] => member,
        _ => null,
    };

    private static async Task<T> Told<T>(PeopleGroup group, Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (ChatRefusedException e)
        {
            throw new ChatUnavailableException($"Slack could not say who is in {group.Name}. {e.Message}", mayHaveHappened: false, inner: e);
        }
    }

    private async Task<IReadOnlySet<string>> AskMembers(string userGroup) =>
        (await api.MembersOf(userGroup, CancellationToken.None)).Users?.ToHashSet()
        ?? throw new ChatUnavailableException($"Slack could not say who is in {userGroup}.", mayHaveHappened: false);

    private async Task<IReadOnlyDictionary<string, string>> AskHandles(string all)
    {
        var groups = (await api.UserGroups(CancellationToken.None)).Items
            ?? throw new ChatUnavailableException("Slack could not list its user groups.", mayHaveHappened: false);
        return groups.Where(g => g is { Id: not null, Handle: not null }).DistinctBy(g => g.Handle).ToDictionary(g => g.Handle!, g => g.Id!);
    }
}
