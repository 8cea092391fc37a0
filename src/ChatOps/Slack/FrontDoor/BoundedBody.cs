using System.Buffers;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Reads a request's body into memory, as far as it may go and no further.</summary>
internal static class BoundedBody
{
    public const int Most = 1024 * 1024;

    /// <returns>The bytes, or null if there are more of them than may be.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Most) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > Most) return null;
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
