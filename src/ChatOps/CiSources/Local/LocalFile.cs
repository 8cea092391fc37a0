using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatOps.CiSources.Local;

/// <summary>Reading that answers with words instead of paths when it goes wrong.</summary>
internal static class LocalFile
{
    private const long MaxBytes = 8 << 20;

    /// <returns>Null if there is no such file.</returns>
    public static async Task<T?> ReadJson<T>(string path, string what, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        if (!File.Exists(path)) return null;
        try
        {
            await using var file = File.OpenRead(path);
            if (file.Length > MaxBytes) throw new CiUnavailableException($"{what} is too big to be read: {file.Length} bytes.");
            return await JsonSerializer.DeserializeAsync(file, type, ct)
                ?? throw new CiUnavailableException($"{what} is malformed: it is null.");
        }
        catch (JsonException e)
        {
            throw new CiUnavailableException($"{what} is malformed at {e.Path ?? "$"}, line {(e.LineNumber ?? 0) + 1}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CiUnavailableException($"{what} can't be read.", e);
        }
    }

    public static T Reading<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CiUnavailableException($"{what} can't be read.", e);
        }
    }
}
