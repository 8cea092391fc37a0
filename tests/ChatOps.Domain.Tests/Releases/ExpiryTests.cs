using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

/// <summary>How long CI keeps the artifacts: shown while it is known, and warned of only where there is no copy of ours.</summary>
public class ExpiryTests
{
    private static readonly CiRun Ci = World.Ci() with
    {
        Artifacts = [new("shop.zip", 5, World.DigestOf("shop"), World.Noon.AddDays(3)), new("sbom.json", 5, World.DigestOf("sbom"), World.Noon.AddDays(2)), new("log", 5, Digest: null, ExpiresAt: null)],
    };

    [Fact]
    public void The_card_says_when_the_first_of_them_ends_and_what_that_means()
    {
        Assert.Equal("CI keeps its artifacts until 2030-03-06", Expiry.Line(Ci, release: null, World.Noon));
        Assert.Equal("CI keeps its artifacts until 2030-03-06; our copy stays", Expiry.Line(Ci, World.Release(), World.Noon));
        Assert.Equal("CI kept its artifacts until 2030-03-06; our copy stays", Expiry.Line(Ci, World.Release(), World.Noon.AddDays(2)));
        var cleaned = World.Release();
        cleaned.BytesWent(World.Noon);
        Assert.Equal("CI keeps its artifacts until 2030-03-06; our copy was cleaned up on 2030-03-04", Expiry.Line(Ci, cleaned, World.Noon));
        Assert.Empty(Expiry.Line(World.Ci(), World.Release(), World.Noon));
        Assert.Empty(Expiry.Line(ci: null, release: null, World.Noon));
    }

    [Fact]
    public void It_is_warned_of_only_without_a_copy()
    {
        Assert.Empty(Expiry.Warning(Ci, isHere: true, World.Noon));
        Assert.Empty(Expiry.Warning(World.Ci(), isHere: false, World.Noon));
        Assert.Equal("CI keeps the artifacts of run 1234 until 2030-03-06 12:00 UTC, 2 days from now, and there is no copy of them here.", Expiry.Warning(Ci, isHere: false, World.Noon));
        Assert.Equal("CI's artifacts of run 1234 expired on 2030-03-06, and there is no copy of them here: run CI again, and deploy the new run.", Expiry.Warning(Ci, isHere: false, World.Noon.AddDays(2)));
    }

    [Fact]
    public void Bytes_that_came_back_are_as_young_as_new_ones()
    {
        var release = World.Release();
        release.BytesWent(World.Noon.AddDays(40));
        release.BytesAreBack(World.Noon.AddDays(50));
        Assert.Equal((null, World.Noon.AddDays(50)), (release.CleanedAt, release.TakenInAt));
    }
}
