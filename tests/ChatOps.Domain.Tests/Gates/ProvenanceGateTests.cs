using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Gates;

public class ProvenanceGateTests
{
    private static readonly DateTimeOffset Later = new(2026, 11, 21, 12, 0, 30, TimeSpan.Zero);
    private static readonly Artifact Zip = new("shop.zip", 7, Digest.Of("bytes"u8));
    private static readonly ProvenancePolicy Policy = new("example/shop", ".github/workflows/release.yml", "https://github.com", "https://issuer.example", Refuses: false);

    [Theory]
    [InlineData("https://github.com/example/shop", null)]
    [InlineData("https://github.com/Example/Shop", null)]
    [InlineData("https://github.com/example/shop2", "it tells of a build of https://github.com/example/shop2, and https://github.com/example/shop is asked for")]
    [InlineData("https://elsewhere.example/example/shop", "it tells of a build of https://elsewhere.example/example/shop, and https://github.com/example/shop is asked for")]
    [InlineData(null, "it tells of a build of no repository, and https://github.com/example/shop is asked for")]
    public void Only_the_repository_that_is_asked_for_will_do(string? repository, string? words) =>
        Assert.Equal(words, ProvenanceGate.Contradiction(Policy, Zip, new([Zip.Digest], repository, null)));

    [Fact]
    public void Only_these_bytes_will_do()
    {
        Assert.Null(ProvenanceGate.Contradiction(Policy, Zip, new([Digest.Of("others"u8), Zip.Digest], "https://github.com/example/shop", null)));
        Assert.Equal($"it is of other bytes than {Zip.Digest.Short}", ProvenanceGate.Contradiction(Policy, Zip, new([Digest.Of("others"u8)], "https://github.com/example/shop", null)));
        Assert.Equal($"it is of other bytes than {Zip.Digest.Short}", ProvenanceGate.Contradiction(Policy, Zip, new([], "https://github.com/example/shop", null)));
    }

    [Fact]
    public void What_can_not_be_verified_waits_or_is_refused_and_never_passes()
    {
        var waits = ProvenanceGate.Unverified(Policy, "cosign is not installed", Later);
        Assert.Equal((Verdict.Waiting, "can't be verified: cosign is not installed; asked again at 2026-11-21 12:00:30 UTC", Later), (waits.Verdict, waits.Words, waits.Until));
        var refused = ProvenanceGate.Unverified(Policy with { Refuses = true }, "cosign is not installed", Later);
        Assert.Equal((Verdict.Refused, "can't be verified: cosign is not installed; and then the answer is no. Press Retry when it can be"), (refused.Verdict, refused.Words));
    }

    [Fact]
    public void It_never_gives_way_in_an_emergency() => Assert.False(Emergency.GivesWay(ProvenanceGate.Name));

    [Theory]
    [InlineData(".github/workflows/release.yml", "example/shop/.github/workflows/release.yml")]
    [InlineData("example/shared/.github/workflows/build.yml", "example/shared/.github/workflows/build.yml")]
    [InlineData(null, null)]
    public void The_signer_is_a_workflow_of_the_repository_or_a_shared_one(string? workflow, string? signer) =>
        Assert.Equal(signer, (Policy with { Workflow = workflow }).Signer);
}
