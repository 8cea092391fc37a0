using ChatOps.Domain.Approvals;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Approvals;

/// <summary>An account is one person's, and a person has one at a host.</summary>
public sealed class LinkTests
{
    private static readonly SourceAccount Octo = new("git.example", 7, "octo"), Other = new("git.example", 8, "other");

    [Fact]
    public void Nobody_has_it_and_they_have_none() => Assert.Null(Link.WhyNot(Approver, Octo, []));

    [Fact]
    public void At_another_host_it_is_another_account() =>
        Assert.Null(Link.WhyNot(Approver, Octo with { Host = "code.example" }, [new(Approver, Octo, Noon), new(SecondApprover, Octo, Noon)]));

    [Fact]
    public void It_is_theirs_already_also_under_another_login() =>
        Assert.Equal("You were renamed at git.example already, so nothing was changed.", Link.WhyNot(Approver, Octo with { Login = "renamed" }, [new(Approver, Octo, Noon)]));

    [Fact]
    public void It_is_somebody_elses() => Assert.Equal(
        "octo at git.example is second approver's already, so you were not linked to it. If it is yours, let second approver type /release unlink first.",
        Link.WhyNot(Approver, Octo, [new(Approver, Other, Noon), new(SecondApprover, Octo, Noon)]));

    [Fact]
    public void They_have_another() =>
        Assert.Equal("You are other at git.example already, so you were not linked to octo. Type /release unlink first.", Link.WhyNot(Approver, Octo, [new(Approver, Other, Noon)]));

    [Fact]
    public void The_same_id_in_another_workspace_is_another_person() =>
        Assert.Contains("is approver's already", Link.WhyNot(Approver, Octo, [new(Approver with { Workspace = "T-ELSEWHERE" }, Octo, Noon)]));
}
