using System.Security.Cryptography;
using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Releases;

namespace ChatOps.Tests.Artifacts;

public sealed class TakeInTests : IDisposable
{
    private readonly StoreInTemp _temp = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(3_500_000)]
    public async Task The_bytes_are_kept_under_their_digest(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var hex = Convert.ToHexStringLower(SHA256.HashData(bytes));

        var artifact = await Take(new Trickle(bytes), Digest.Parse(hex));

        Assert.Equal(new Artifact("shop.zip", size, Digest.Parse(hex)), artifact);
        var file = Assert.Single(_temp.Files);
        Assert.Equal(Path.Combine(_temp.Root, "sha256", hex[..2], hex[2..]), file);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file));
        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == ReadOnly);
    }

    [Fact]
    public async Task Other_bytes_than_recorded_are_refused_and_nothing_stays()
    {
        var recorded = Digest.Of("what CI made"u8);
        var e = await Assert.ThrowsAsync<DigestMismatchException>(() => Take(new MemoryStream([1, 2, 3]), recorded));
        Assert.Equal((recorded, Digest.Of([1, 2, 3])), (e.Recorded, e.Got));
        Assert.Contains("shop.zip", e.Message);
        Assert.Contains(recorded.Short, e.Message);
        Assert.Contains(e.Got.Short, e.Message);
        Assert.Empty(_temp.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_big_is_refused_whether_or_not_the_size_was_told(bool told)
    {
        var bytes = new byte[3 << 20];
        Stream Source() => told ? new MemoryStream(bytes) : new Trickle(bytes);
        var e = await Assert.ThrowsAsync<ArtifactTooBigException>(() => Take(Source(), maxBytes: bytes.Length - 1));
        Assert.Contains("3,145,727 bytes", e.Message);
        Assert.Empty(_temp.Files);
        Assert.Equal(bytes.Length, (await Take(Source(), maxBytes: bytes.Length)).Size);
    }

    [Fact]
    public async Task A_source_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<CiUnavailableException>(() => Take(new Trickle(new byte[2_000_000], breaksAt: 1_500_000)));
        Assert.Empty(_temp.Files);
    }

    [Fact]
    public async Task A_cancelled_one_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var source = new Trickle(new byte[8 << 20], onRead: at => { if (at > 3 << 20) stop.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Take(source, ct: stop.Token));
        Assert.Empty(_temp.Files);
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_file_and_it_is_not_written_again()
    {
        await Take(new MemoryStream([1, 2, 3]));
        var before = File.GetLastWriteTimeUtc(_temp.Files[0]);
        var again = await _temp.Store.TakeIn(new MemoryStream([1, 2, 3]), "other.zip", null, 10, default);
        Assert.Equal("other.zip", again.Name);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Assert.Single(_temp.Files)));
    }

    [Fact]
    public async Task What_is_there_already_takes_no_room_and_is_still_compared()
    {
        var recorded = (await Take(new MemoryStream([1, 2, 3]))).Digest;
        Directory.Delete(Path.Combine(_temp.Root, "incoming"));
        Assert.Equal(recorded, (await Take(new MemoryStream([1, 2, 3]), recorded)).Digest);
        await Assert.ThrowsAsync<DigestMismatchException>(() => Take(new MemoryStream([1, 2, 4]), recorded));
        Assert.Single(_temp.Files);
        Assert.False(Directory.Exists(Path.Combine(_temp.Root, "incoming")));
    }

    [Fact]
    public async Task Sixteen_at_once_are_one_file()
    {
        var bytes = RandomNumberGenerator.GetBytes(1_500_000);
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Take(new Trickle(bytes)))));
        Assert.Single(taken.Distinct());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(_temp.Files)));
    }

    public void Dispose() => _temp.Dispose();

    private Task<Artifact> Take(Stream source, Digest? recorded = null, long maxBytes = 1 << 30, CancellationToken ct = default) =>
        _temp.Store.TakeIn(source, "shop.zip", recorded, maxBytes, ct);
}
