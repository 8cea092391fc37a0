using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Approvals;

/// <summary>What the chat says now of a person, and of everybody who delegated their vote to them. A delegation reaches no further than that.</summary>
public sealed class StandingNow(IChat chat, Database database, ProjectCatalog projects, TimeProvider time)
{
    /// <exception cref="ChatUnavailableException">The chat could not be asked.</exception>
    /// <exception cref="ChatRefusedException">The chat does not tell.</exception>
    public async Task<Standing> Of(Person person, string project, CancellationToken ct)
    {
        var groups = projects.Find(project)?.Groups ?? [];
        var standing = await chat.StandingOf(person, groups, ct);
        var others = new List<Standing>();
        foreach (var delegator in await DelegatorsOf(person, ct)) others.Add(await chat.StandingOf(delegator, groups, ct));
        await using var db = database.Read();
        var ids = others.Select(o => o.Person.Id).Append(person.Id).ToList();
        var links = await db.Links.Where(l => l.Workspace == person.Workspace && ids.Contains(l.User)).ToListAsync(ct);
        return Linked(standing) with { InPlaceOf = [.. others.Select(Linked)] };

        Standing Linked(Standing one) => one with { Accounts = [.. links.Where(l => l.IsOf(one.Person)).Select(l => l.Account)] };
    }

    private async Task<List<Person>> DelegatorsOf(Person person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read();
        var delegations = await db.Delegations.Where(d => d.ToId == person.Id && d.Until > now).OrderBy(d => d.Id).ToListAsync(ct);
        return [.. delegations.Select(d => d.From).Where(f => !f.Is(person)).DistinctBy(f => f.Id)];
    }
}
