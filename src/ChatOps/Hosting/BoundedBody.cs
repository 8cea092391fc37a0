using System.Buffers;

namespace ChatOps.Hosting;

/// <summary>Reads a request's body into memory, as far as it may go and no further.</summary>
internal static class BoundedBody
{
    /// <param name="most">How many bytes there may be.</param>
    /// <returns>The bytes, or null if there are more of them than may be.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > most) return null;
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
