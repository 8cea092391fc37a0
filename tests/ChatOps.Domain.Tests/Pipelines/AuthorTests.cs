using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Where the policy says so, nobody approves their own commits.</summary>
public sealed class AuthorTests
{
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

    [Fact]
    public void Where_the_policy_does_not_say_so_authors_approve()
    {
        var run = Deploy(Staging).Pinned();
        run.Observe(NothingAhead, Noon);
        run.ListChanges(new Change("c1", "approver", "one"));

        Assert.Equal(VoteResult.Counted, run.Vote(Approver).Result);
    }
}
