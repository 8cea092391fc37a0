using ChatOps.Artifacts;
using ChatOps.Tests.CiSources.Local;

namespace ChatOps.Tests.Artifacts;

/// <summary>From the demo's CI into the store, as a deployment does it.</summary>
public sealed class DemoArtifactTests : IDisposable
{
    private readonly StoreInTemp _temp = new();

    [Theory]
    [InlineData(1233)]
    [InlineData(1234)]
    [InlineData(1235)]
    [InlineData(1236)]
    public async Task What_CI_made_is_taken_in(long run)
    {
        var offered = (await DemoCi.Source.Find(run, default))!.Artifacts[0];
        await using var source = await DemoCi.Source.Open(run, 1, offered.Name, default);
        var artifact = await _temp.Store.TakeIn(source, offered.Name, offered.Digest, offered.Size, default);
        Assert.Equal((offered.Digest, offered.Size), (artifact.Digest, artifact.Size));
    }

    [Fact]
    public async Task What_was_changed_after_CI_made_it_is_refused()
    {
        var offered = (await DemoCi.Source.Find(1237, default))!.Artifacts[0];
        await using var source = await DemoCi.Source.Open(1237, 1, offered.Name, default);
        var e = await Assert.ThrowsAsync<DigestMismatchException>(
            () => _temp.Store.TakeIn(source, offered.Name, offered.Digest, offered.Size, default));
        Assert.Equal(offered.Digest, e.Recorded);
        Assert.Empty(_temp.Files);
    }

    public void Dispose() => _temp.Dispose();
}
