namespace ChatOps.Projects;

/// <summary>Where a secret is, instead of the secret: <c>env:NAME</c> (a variable of the bot's own environment) or <c>file:/path</c>.</summary>
internal static class SecretReference
{
    private const int LongestFile = 64 * 1024;

    public static bool IsOne(string text) => text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    /// <exception cref="SecretMissingException">There is nothing there. The message names the reference, never a secret.</exception>
    public static string Resolve(string reference)
    {
        if (reference.StartsWith("env:", StringComparison.Ordinal))
            return Environment.GetEnvironmentVariable(reference["env:".Length..]) is { Length: > 0 } value ? value : throw Missing(reference, "the bot's environment has no such variable");
        try
        {
            var file = new FileInfo(reference["file:".Length..]);
            if (!file.Exists) throw Missing(reference, "there is no such file");
            if (file.Length > LongestFile) throw Missing(reference, "the file is too long for a secret");
            return File.ReadAllText(file.FullName).TrimEnd('\r', '\n') is { Length: > 0 } secret ? secret : throw Missing(reference, "the file is empty");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Missing(reference, "the file can't be read");
        }
    }

    private static SecretMissingException Missing(string reference, string why) => new($"The secret {reference} is missing: {why}.");
}

/// <summary>A secret is not where its reference says.</summary>
public sealed class SecretMissingException(string message) : Exception(message);
