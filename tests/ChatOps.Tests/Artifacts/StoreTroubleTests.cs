using ChatOps.Artifacts;
using ChatOps.Domain.Releases;

namespace ChatOps.Tests.Artifacts;

public sealed class StoreTroubleTests
{
    [Fact]
    public async Task A_full_disk_is_said_so_and_nothing_is_left()
    {
        if (!OperatingSystem.IsLinux()) return;
        // Every write to this device is answered as a full disk answers.
        using var temp = new StoreInTemp(path =>
        {
            IncomingFile.Create(path).Dispose();
            return File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, FileOptions.Asynchronous);
        });
        var e = await Assert.ThrowsAsync<ArtifactStoreFullException>(() => Take(temp, new Trickle(new byte[4 << 20])));
        Assert.Contains("no room left to store shop.zip", e.Message);
        Assert.Empty(temp.Files);
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(122, true)]
    [InlineData(unchecked((int)0x80070070), true)]
    [InlineData(5, false)]
    public async Task A_disk_can_be_full_before_the_first_byte(int fault, bool full)
    {
        using var temp = new StoreInTemp(path => throw new IOException(path, fault));
        var e = await Assert.ThrowsAnyAsync<ArtifactException>(() => Take(temp, new MemoryStream([1])));
        Assert.Equal(full, e is ArtifactStoreFullException);
        Assert.DoesNotContain(temp.Root, e.Message);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_one_is_said_so()
    {
        using var temp = new StoreInTemp();
        await File.WriteAllTextAsync(Path.Combine(temp.Root, "incoming"), "in the way");
        var e = await Assert.ThrowsAsync<ArtifactStoreUnavailableException>(() => Take(temp, new MemoryStream([1])));
        Assert.Contains("Artifacts:Root", e.Message);
        Assert.DoesNotContain(temp.Root, e.Message);
    }

    [Fact]
    public async Task What_a_crash_left_is_removed_and_what_is_being_written_is_not()
    {
        using var temp = new StoreInTemp();
        Assert.Equal(0, await temp.Store.RemoveLeftovers());
        var incoming = Directory.CreateDirectory(Path.Combine(temp.Root, "incoming")).FullName;
        await File.WriteAllTextAsync(Path.Combine(incoming, "left"), "half of it");

        int? removed = null;
        var source = new Trickle(new byte[3 << 20], onRead: at => removed ??= at > 2 << 20 ? temp.Store.RemoveLeftovers().Result : null);
        var artifact = await Take(temp, source);

        Assert.Equal(1, removed);
        Assert.Equal(await temp.Store.PathOf(artifact, default), Assert.Single(temp.Files));
    }

    private static Task<Artifact> Take(StoreInTemp temp, Stream source) => temp.Store.TakeIn(source, "shop.zip", null, 1 << 30, default);
}
