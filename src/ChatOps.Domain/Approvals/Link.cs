using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Approvals;

/// <summary>Which account where the source is kept is a person's: they have shown that they own both. An account is one person's, and a person has one at a host.</summary>
public sealed class Link
{
    public Link(Person who, SourceAccount account, DateTimeOffset now)
    {
        (Who, Workspace, User) = (who, who.Workspace, who.Id);
        (Host, Number, Login) = (account.Host, account.Number, account.Login);
        Since = now;
    }

    private Link() => (Who, Workspace, User, Host, Login) = (null!, null!, null!, null!, null!);

    public long Id { get; private set; }

    public Person Who { get; private set; }

    public string Workspace { get; private set; }

    /// <summary>The chat's user id.</summary>
    public string User { get; private set; }

    public string Host { get; private set; }

    public long Number { get; private set; }

    /// <summary>As it was when they were linked.</summary>
    public string Login { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public SourceAccount Account => new(Host, Number, Login);

    public bool IsOf(Person person) => Who.Is(person) && string.Equals(Workspace, person.Workspace, StringComparison.Ordinal);

    /// <param name="known">The links of this person, and of whoever has this account.</param>
    /// <returns>Why the account can't become the person's, in words for them; null if it can.</returns>
    public static string? WhyNot(Person who, SourceAccount account, IReadOnlyCollection<Link> known)
    {
        if (known.FirstOrDefault(l => l.Account.Is(account)) is { } taken)
        {
            return taken.IsOf(who)
                ? $"You were {account} already, so nothing was changed."
                : $"{account} is {taken.Who.Name}'s already, so you were not linked to it. If it is yours, let {taken.Who.Name} type /release unlink first.";
        }

        return known.FirstOrDefault(l => l.IsOf(who) && string.Equals(l.Host, account.Host, StringComparison.OrdinalIgnoreCase)) is { } other
            ? $"You are {other.Account} already, so you were not linked to {account.Login}. Type /release unlink first."
            : null;
    }
}
