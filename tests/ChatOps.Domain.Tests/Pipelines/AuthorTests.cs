using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Where the policy says so, nobody approves their own commits.</summary>
public sealed class AuthorTests
{
    private const string Host = "git.example";

    private static readonly EnvironmentPolicy NotByAuthors = Staging with { Approval = Staging.Approval! with { NotAuthors = true } };

    [Fact]
    public void An_author_does_not_approve_whatever_the_case_of_the_name()
    {
        var run = Deploy(NotByAuthors).Pinned();
        run.Observe(NothingAhead, Noon);
        run.ListChanges(new("c1", "Second Developer", "one"), new("c2", "APPROVER", "two"));

        var outcome = run.Vote(Approver);

        Assert.Equal((VoteResult.Refused, "Your click does not count: the range holds a commit of yours, so somebody else must approve it."), (outcome.Result, outcome.Words));
        Assert.Equal(VoteResult.Counted, run.Vote(SecondApprover).Result);
    }

    [Fact]
    public void Until_the_authors_are_known_nobody_approves()
    {
        var run = Deploy(NotByAuthors).Pinned();
        run.Observe(NothingAhead, Noon);

        var early = run.Vote(Approver);
        run.ListChanges(new Change("c1", "developer", "one"));

        Assert.Equal(VoteResult.Refused, early.Result);
        Assert.Contains("not known so far", early.Words);
        Assert.Equal(VoteResult.Counted, run.Vote(Approver).Result);
    }

    [Fact]
    public void An_author_may_say_no()
    {
        var run = Deploy(NotByAuthors).Pinned();
        run.Observe(NothingAhead, Noon);
        run.ListChanges(new Change("c1", "approver", "one"));

        Assert.Equal(VoteResult.Counted, run.Vote(Approver, approves: false, "my own fault").Result);
    }

    [Theory]
    [InlineData(11, "Your click does not count: the range holds a commit of yours, so somebody else must approve it.")]
    [InlineData(12, "Your click does not count: the range holds a commit of a pull request of yours (c1), so somebody else must approve it.")]
    [InlineData(0, "Your click does not count: authors may not approve here, and which account at git.example is yours is not known. Type /release link first, then press again.")]
    [InlineData(14, "Your click does not count: the range holds a commit of yours, so somebody else must approve it.")]
    [InlineData(13, null)]
    public void Accounts_tell_who_wrote_what_and_names_do_not(long account, string? no)
    {
        var run = AskedAbout(new Change("c1", "approver", "one", Accounts: new(Host, Account(11), [Account(12)], [Account(14)])));
        var outcome = run.Decide(Linked(Approver, account), approves: true, null, run.Decision!.Id, Noon);
        Assert.Equal((no is null, no ?? outcome.Words), (outcome.Result == VoteResult.Counted, outcome.Words));
    }

    [Fact]
    public void A_commit_of_nobodys_account_is_approved_by_nobody()
    {
        var run = AskedAbout(new("c1", "Some One", "one", Accounts: new(Host, null, [])), new("c2", "dev", "two", Accounts: new(Host, Account(11), [])));
        var outcome = run.Decide(Linked(Approver, 13), approves: true, null, run.Decision!.Id, Noon);
        Assert.Equal((VoteResult.Refused, "Your click does not count: authors may not approve here, and git.example knows no account of whoever wrote commit c1 (Some One). Let its author add their e-mail address to their account there, then deploy it again."), (outcome.Result, outcome.Words));
    }

    [Theory]
    [InlineData(11, "in whose place you would approve")]
    [InlineData(0, "which account at git.example is approver's, in whose place you would approve, is not known. Let them type /release link first.")]
    public void In_the_place_of_an_author_or_of_somebody_who_is_not_linked_nobody_approves(long account, string words)
    {
        var run = AskedAbout(new Change("c1", "dev", "one", Accounts: new(Host, Account(11), [])));
        var standing = Linked(SecondDeveloper, 14) with { InPlaceOf = [Linked(Approver, account)] };
        Assert.Contains(words, run.Decide(standing, approves: true, null, run.Decision!.Id, Noon).Words);
    }

    [Theory]
    [InlineData(13, null)]
    [InlineData(0, "which account at git.example is approver's is not known any more, and authors may not approve (/release link)")]
    [InlineData(11, "approver wrote a commit of the range (c1)")]
    [InlineData(12, "approver opened a pull request of the range (c1)")]
    public void An_approval_is_looked_at_again_right_before_it_begins(long later, string? because)
    {
        var run = AskedAbout(new Change("c1", "dev", "one", Accounts: new(Host, Account(11), [Account(12)])));
        Assert.Equal(VoteResult.Counted, run.Decide(Linked(Approver, 13), approves: true, null, run.Decision!.Id, Noon).Result);
        run.Observe(NothingAhead, Noon);
        run.StoreIsVerified();
        run.ApproversAre([Linked(Approver, later)]);
        Assert.Equal((because, because is null), (Assert.Single(run.Votes).VoidBecause, run.AreApproversChecked));
    }

    [Fact]
    public void Where_the_policy_begins_to_say_so_the_commits_are_listed_anew()
    {
        var run = Deploy(Staging).Pinned();
        run.Observe(NothingAhead, Noon);
        run.ListChanges(new Change("c1", "dev", "one"));
        Assert.NotNull(run.Changes);
        run.Observe(NothingAhead with { Policy = NotByAuthors with { Version = "another" } }, Noon);
        Assert.Null(run.Changes);
        Assert.IsType<ListChanges>(run.Next(Noon));
    }

    [Fact]
    public void Where_the_policy_does_not_say_so_authors_approve()
    {
        var run = Deploy(Staging).Pinned();
        run.Observe(NothingAhead, Noon);
        run.ListChanges(new Change("c1", "approver", "one"));

        Assert.Equal(VoteResult.Counted, run.Vote(Approver).Result);
    }

    private static PipelineRun AskedAbout(params Change[] changes)
    {
        var run = Deploy(NotByAuthors).Pinned();
        run.Observe(NothingAhead, Noon);
        return run.ListChanges(changes);
    }

    private static SourceAccount Account(long number) => new(Host, number, $"login-{number}");

    private static Standing Linked(Person person, long account) => person.Standing() with { Accounts = account == 0 ? [] : [Account(account)] };
}
