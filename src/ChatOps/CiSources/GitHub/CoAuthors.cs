using System.Globalization;
using System.Text.RegularExpressions;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>Who wrote a commit beside its author, as its message tells in <c>Co-authored-by</c> lines.</summary>
/// <remarks>
/// https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors.
/// Only addresses that GitHub makes for an account, such as <c>583231+octocat@users.noreply.github.com</c>, tell which account it is:
/// https://docs.github.com/en/account-and-profile/reference/email-addresses-reference
/// </remarks>
internal static class CoAuthors
{
    // Never slow, whatever the message: https://learn.microsoft.com/en-us/dotnet/standard/base-types/regular-expression-options#nonbacktracking-mode
    private static readonly Regex Line = new(
        @"^co-authored-by:[^<>\r\n]*<(?<number>[0-9]{1,18})\+(?<login>[^@<>\s]{1,100})@(?<host>[^@<>\s]{1,255})>[ \t]*\r?$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <param name="host">GitHub's, such as <c>github.com</c>, without a port.</param>
    /// <param name="of">An account by its number and login.</param>
    public static IReadOnlyList<SourceAccount> In(string message, string host, Func<long, string, SourceAccount> of) =>
    [
        .. Line.Matches(message).Where(m => m.Groups["host"].Value.Equals($"users.noreply.{host}", StringComparison.OrdinalIgnoreCase))
            .Select(m => of(long.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture), m.Groups["login"].Value)).DistinctBy(a => a.Number),
    ];
}
