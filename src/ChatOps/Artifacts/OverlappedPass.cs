using System.Buffers;
using System.Security.Cryptography;
using ChatOps.Domain.Releases;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Artifacts;

/// <summary>One pass over a stream: while a chunk is hashed, it is written and the next one is read.</summary>
internal static class OverlappedPass
{
    private const int ChunkBytes = 1 << 20;

    /// <exception cref="ReadBrokeOffException">The source failed; whoever owns it knows the words for that.</exception>
    /// <param name="target">Where the bytes go; null if they are only hashed.</param>
    public static async Task<(long Size, Digest Digest)> Run(
        Stream source, SafeFileHandle? target, string name, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var next = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long size = 0;
            var count = await Fill(chunk, source, ct);
            while (count > 0)
            {
                if (size + count > maxBytes) throw new ArtifactTooBigException(name, maxBytes);

                var read = Fill(next, source, ct);
                var write = target is null
                    ? Task.CompletedTask
                    : RandomAccess.WriteAsync(target, chunk.AsMemory(0, count), size, ct).AsTask();
                hash.AppendData(chunk, 0, count);
                // Both end before anything is thrown: the buffers go back to the pool, and nothing may still write into them.
                await Task.WhenAll(write, read);

                size += count;
                count = await read;
                (chunk, next) = (next, chunk);
            }

            return (size, Digest.FromHash(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private static async Task<int> Fill(byte[] buffer, Stream source, CancellationToken ct)
    {
        try
        {
            return await source.ReadAtLeastAsync(buffer.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, ct);
        }
        catch (IOException e)
        {
            throw new ReadBrokeOffException(e);
        }
    }
}

/// <summary>A stream failed before its end: what was read is not all.</summary>
internal sealed class ReadBrokeOffException(IOException inner) : Exception("The stream failed before its end.", inner);
