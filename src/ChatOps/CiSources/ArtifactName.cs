using System.Buffers;

namespace ChatOps.CiSources;

/// <summary>Whether a name may become a file's name: it can't lead out of the folder on any system.</summary>
internal static class ArtifactName
{
    private const int MaxLength = 200;
    private static readonly SearchValues<char> Refused = SearchValues.Create("/\\:*?\"<>|");

    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= MaxLength
        && name.AsSpan().Trim(". ").Length > 0
        && !name.AsSpan().ContainsAny(Refused)
        && !name.Any(char.IsControl);
}
