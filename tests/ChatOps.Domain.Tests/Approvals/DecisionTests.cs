using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Approvals;

public sealed class DecisionTests
{
    private static readonly Artifact Zip = new("shop.zip", 5, DigestOf("shop 1234"));
    private static readonly Decision Asked = new([Zip], Run1233, [new("CI run", Verdict.Passed, "run 1234 ended well")], "1 of @approvers");

    [Fact]
    public void The_same_facts_are_the_same_decision() =>
        Assert.Equal(Asked.Id, new Decision([Zip], Run1233, [new("CI run", Verdict.Passed, "said in other words")], "1 of @approvers").Id);

    [Fact]
    public void It_is_named_by_sixteen_hex_digits() => Assert.Matches("^[0-9a-f]{16}$", Asked.Id);

    public static TheoryData<string, string> Others => new()
    {
        { "bytes", "the artifact's bytes are others" },
        { "one more artifact", "the artifact's bytes are others" },
        { "another release runs there", "run 1232 (1.2.0) runs there now; when you were asked it was run 1233 (1.3.0)" },
        { "the same release came there again", "run 1233 (1.3.0) runs there now; when you were asked it was an earlier deployment of it" },
        { "nothing runs there", "nothing runs there now; when you were asked it was run 1233 (1.3.0)" },
        { "verdict", "CI run: it was run again" },
        { "one more gate", "after staging: not yet" },
        { "version", "the policy changed" },
        { "target", "the target's settings changed" },
        { "pipeline", "the pipeline changed" },
        { "evidence", "CI says something else of the run" },
        { "policy", "the approval policy changed" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void If_any_of_it_moves_it_is_another_decision_and_says_what_moved(string moved, string words)
    {
        var next = moved switch
        {
            "bytes" => Asked with { Artifacts = [Zip with { Digest = DigestOf("others") }] },
            "one more artifact" => Asked with { Artifacts = [Zip, new("docs.zip", 1, DigestOf("docs"))] },
            "another release runs there" => Asked with { Replaces = Run1232 },
            "the same release came there again" => Asked with { Replaces = Run1233 with { Deployment = 70 } },
            "nothing runs there" => Asked with { Replaces = null },
            "verdict" => Asked with { Gates = [new("CI run", Verdict.Waiting, "it was run again")] },
            "one more gate" => Asked with { Gates = [.. Asked.Gates, new("after staging", Verdict.Waiting, "not yet")] },
            "version" => Asked with { Version = "2" },
            "target" => Asked with { Target = "2" },
            "pipeline" => Asked with { Pipeline = "2" },
            "evidence" => Asked with { Evidence = "2" },
            _ => Asked with { Policy = "2 of @approvers" },
        };

        Assert.NotEqual(Asked.Id, next.After(Asked).Id);
        Assert.Equal(words, Asked.WhatChangedIn(next));
    }

    [Fact]
    public void A_gate_that_got_better_leaves_the_decision_as_it_is()
    {
        var closed = Asked with { Gates = [new("window", Verdict.Waiting, "opens at 9:00")] };
        var open = (Asked with { Gates = [new("window", Verdict.Passed, "open")] }).After(closed);
        var closedAgain = closed.After(open);

        Assert.Equal(closed.Id, open.Id);
        Assert.NotEqual(closed.Id, closedAgain.Id);
        Assert.Equal("window: opens at 9:00", open.WhatChangedIn(closedAgain));
    }

    [Fact]
    public void A_gate_is_not_mistaken_for_an_artifact()
    {
        var digest = DigestOf("x");
        var two = new Decision([Zip, new("7", 1, digest)], Replaces: null, [], "");
        var one = new Decision([Zip], Run1233, [new(digest.Hex, Verdict.Unknown, "")], "");

        Assert.NotEqual(two.Id, one.Id);
    }

    [Fact]
    public void Several_changes_are_all_told() =>
        Assert.Equal(
            "run 1232 (1.2.0) runs there now; when you were asked it was run 1233 (1.3.0); the approval policy changed",
            Asked.WhatChangedIn(Asked with { Replaces = Run1232, Policy = "2 of @approvers" }));
}
