using ChatOps.CiSources;
using ChatOps.Domain.Releases;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Artifacts;

/// <summary>Artifacts by digest, in a folder: <c>sha256/ab/cdef…</c>. What it gives out was hashed again a moment before.</summary>
public sealed partial class ArtifactStore
{
    private readonly StoreFolder _folder;
    private readonly Func<string, SafeFileHandle> _create;

    public ArtifactStore(IOptions<ArtifactOptions> options)
        : this(options, IncomingFile.Create)
    {
    }

    internal ArtifactStore(IOptions<ArtifactOptions> options, Func<string, SafeFileHandle> create)
    {
        _folder = new(Path.GetFullPath(options.Value.Root));
        _create = create;
    }

    /// <summary>Copies the bytes in, hashing on the way, and keeps them if they are the recorded ones.</summary>
    /// <remarks>Safe to call at once for the same bytes.
    /// Bytes that are there already stay, and are only compared; damaged ones are replaced.</remarks>
    /// <param name="name">As CI gave it; no path is made of it.</param>
    /// <param name="recorded">What CI recorded; null if it keeps no digests: then what arrives is what is pinned.</param>
    /// <exception cref="DigestMismatchException">Other bytes arrived than CI recorded.</exception>
    /// <exception cref="ArtifactException">Too big, no room, or the folder can't be used.</exception>
    /// <exception cref="CiUnavailableException">The source broke off.</exception>
    public Task<Artifact> TakeIn(Stream source, string name, Digest? recorded, long maxBytes, CancellationToken ct) =>
        StoreFaults.InWords(name, () => TakeInPlain(source, name, recorded, maxBytes, ct));

    /// <summary>Hashes what lies under the digest again.</summary>
    public Task<Verification> Verify(Digest digest, CancellationToken ct) => StoreFaults.InWords(digest.Short, async () =>
    {
        await using var file = _folder.TryOpen(digest);
        if (file is null) return Verification.Missing;
        return (await HashAgain(file, ct))?.Digest == digest ? Verification.Intact : Verification.Damaged;
    });

    /// <returns>The verified bytes, from their start.</returns>
    /// <exception cref="ArtifactDamagedException">They are gone or have changed.</exception>
    public Task<Stream> OpenVerified(Artifact artifact, CancellationToken ct) => StoreFaults.InWords<Stream>(artifact.Name, async () =>
    {
        var file = _folder.TryOpen(artifact.Digest) ?? throw new ArtifactDamagedException(artifact.Name, artifact.Digest, "are gone");
        try
        {
            if (await HashAgain(file, ct) != (artifact.Size, artifact.Digest))
                throw new ArtifactDamagedException(artifact.Name, artifact.Digest, "have changed");
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    });

    /// <returns>Where the verified bytes lie; absolute. For a target that reads the file itself, and checks what it read.</returns>
    /// <exception cref="ArtifactDamagedException">They are gone or have changed.</exception>
    public async Task<string> PathOf(Artifact artifact, CancellationToken ct)
    {
        await using var verified = await OpenVerified(artifact, ct);
        return _folder.PathOf(artifact.Digest);
    }

    /// <returns>Where the bytes would lie; absolute, and not looked at.</returns>
    public string FileOf(Digest digest) => _folder.PathOf(digest);

    /// <summary>Removes what a crash left half-written. Call it when the bot starts.</summary>
    /// <remarks>What another bot is writing into the same folder stays.</remarks>
    /// <returns>How many files were removed.</returns>
    public Task<int> RemoveLeftovers() =>
        StoreFaults.InWords("what was left half-written", () => Task.FromResult(_folder.RemoveLeftovers()));

    private static async Task<(long Size, Digest Digest)> Receive(
        Stream source, SafeFileHandle? target, string name, long maxBytes, CancellationToken ct)
    {
        try
        {
            return await OverlappedPass.Run(source, target, name, maxBytes, ct);
        }
        catch (ReadBrokeOffException e)
        {
            throw new CiUnavailableException($"CI broke off while {name} was read. Nothing of it was kept; try again later.", e);
        }
    }

    private async Task<Artifact> TakeInPlain(Stream source, string name, Digest? recorded, long maxBytes, CancellationToken ct)
    {
        if (source.CanSeek && source.Length - source.Position > maxBytes) throw new ArtifactTooBigException(name, maxBytes);

        var isHere = recorded is { } known && await Verify(known, ct) == Verification.Intact;
        using var incoming = isHere ? null : new IncomingFile(_folder.NewIncoming(), _create);
        var (size, digest) = await Receive(source, incoming?.Handle, name, maxBytes, ct);
        if (recorded is { } expected && expected != digest) throw new DigestMismatchException(name, expected, digest);

        if (incoming is not null && await Verify(digest, ct) != Verification.Intact) incoming.Keep(_folder.PrepareFor(digest));
        return new Artifact(name, size, digest);
    }

    /// <returns>Null if the disk can't read it any more.</returns>
    private static async Task<(long Size, Digest Digest)?> HashAgain(FileStream file, CancellationToken ct)
    {
        try
        {
            return await OverlappedPass.Run(file, target: null, file.Name, long.MaxValue, ct);
        }
        catch (ReadBrokeOffException)
        {
            return null;
        }
    }
}
