using ChatOps.Artifacts;
using ChatOps.Domain.Releases;

namespace ChatOps.Tests.Artifacts;

public sealed class VerifyTests : IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 2_000_000).Select(i => (byte)(i % 251))];
    private readonly StoreInTemp _temp = new();

    [Fact]
    public async Task What_is_intact_is_given_out_from_its_start()
    {
        var artifact = await Take();
        Assert.Equal(Verification.Intact, await _temp.Store.Verify(artifact.Digest, default));
        Assert.Equal(_temp.Files[0], await _temp.Store.PathOf(artifact, default));
        await using var stream = await _temp.Store.OpenVerified(artifact, default);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(Bytes, copy.ToArray());
    }

    [Fact]
    public async Task One_flipped_bit_is_noticed()
    {
        var artifact = await Take();
        await Overwrite(file => { file.Position = 1_234_567; file.WriteByte((byte)(Bytes[1_234_567] ^ 1)); });
        Assert.Equal(Verification.Damaged, await _temp.Store.Verify(artifact.Digest, default));
        await Refused(artifact, "have changed");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_999_999)]
    [InlineData(2_000_001)]
    public async Task Another_length_is_noticed(long length)
    {
        var artifact = await Take();
        await Overwrite(file => file.SetLength(length));
        await Refused(artifact, "have changed");
    }

    [Fact]
    public async Task Bytes_swapped_with_another_artifact_s_are_noticed()
    {
        var artifact = await Take();
        var other = await _temp.Store.TakeIn(new MemoryStream([1]), "other.zip", null, 10, default);
        File.Move(await _temp.Store.PathOf(other, default), await _temp.Store.PathOf(artifact, default), overwrite: true);
        await Refused(artifact, "have changed");
        await Refused(other, "are gone");
    }

    [Fact]
    public async Task A_missing_file_is_noticed_and_what_is_unknown_is_missing()
    {
        var artifact = await Take();
        File.Delete(_temp.Files[0]);
        Assert.Equal(Verification.Missing, await _temp.Store.Verify(artifact.Digest, default));
        Assert.Equal(Verification.Missing, await _temp.Store.Verify(Digest.Of("never seen"u8), default));
        await Refused(artifact, "are gone");
    }

    [Fact]
    public async Task Taking_it_in_anew_heals_it()
    {
        var artifact = await Take();
        await Overwrite(file => file.SetLength(5));
        Assert.Equal(artifact, await Take());
        Assert.Equal(Verification.Intact, await _temp.Store.Verify(artifact.Digest, default));
        Assert.Single(_temp.Files);
    }

    public void Dispose() => _temp.Dispose();

    private Task<Artifact> Take() => _temp.Store.TakeIn(new MemoryStream(Bytes), "shop.zip", null, 1 << 30, default);

    private async Task Overwrite(Action<FileStream> change)
    {
        var path = _temp.Files[0];
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var file = File.OpenWrite(path);
        change(file);
    }

    private async Task Refused(Artifact artifact, string words)
    {
        Func<Task>[] ways = [() => _temp.Store.OpenVerified(artifact, default), () => _temp.Store.PathOf(artifact, default)];
        foreach (var act in ways)
        {
            var e = await Assert.ThrowsAsync<ArtifactDamagedException>(act);
            Assert.Contains(artifact.Name, e.Message);
            Assert.Contains(words, e.Message);
            Assert.DoesNotContain(_temp.Root, e.Message);
        }
    }
}
