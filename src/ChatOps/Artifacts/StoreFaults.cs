namespace ChatOps.Artifacts;

/// <summary>Turns what the file system says, which names paths, into words for people.</summary>
internal static class StoreFaults
{
    // ENOSPC everywhere, EDQUOT on Linux and macOS, and Windows' two words for a full disk.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static T InWords<T>(string artifact, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactStoreUnavailableException(artifact, e);
        }
    }

    public static async Task<T> InWords<T>(string artifact, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (IOException e) when (Full.Contains(e.HResult))
        {
            throw new ArtifactStoreFullException(artifact, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactStoreUnavailableException(artifact, e);
        }
    }
}
