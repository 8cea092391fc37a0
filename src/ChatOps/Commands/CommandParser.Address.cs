using System.Globalization;
using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <summary>A run named by its page's address, as people copy it from their browser; and the newest good run of a branch.</summary>
public sealed partial class CommandParser
{
    // The chat sends <https://…>, with |what is shown behind it.
    private static bool IsAddress(string? word) => word is not null
        && (word.TrimStart('<').StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.TrimStart('<').StartsWith("http://", StringComparison.OrdinalIgnoreCase));

    /// <param name="attempt">If the address names one: only that is meant.</param>
    private long RunAt(string word, Project project, out int? attempt)
    {
        attempt = null;
        var address = word.Trim('<', '>').Split('|')[0];
        var shown = $"\"{PlainText.Shorten(address, 150)}\"";
        if (runsAt?.Invoke(project) is not { } pages) throw new NotUnderstoodException($"The runs of {project.Name} have no addresses. Name it by its number: run 1234.");
        if (!address.StartsWith(pages, StringComparison.OrdinalIgnoreCase)) throw new NotUnderstoodException($"{shown} is no run of {project.Name}: those are at {pages}<number>.");
        var parts = address[pages.Length..].Split(['?', '#'], 2)[0].Split('/');
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var run) || run is <= 0 or > 999_999_999_999_999_999)
            throw new NotUnderstoodException($"{shown} names no run: its number stands behind {pages}.");
        if (parts is [_, "attempts", var which, ..])
            attempt = int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new NotUnderstoodException($"{shown} names no attempt of the run.");
        return run;
    }

    private long Run(Words words, string before, Project project) => Run(words, before, project, out _);

    /// <returns>The branch behind <c>last</c>, or null for the default one.</returns>
    private static string? LastOf(Words words)
    {
        if (words.Next is not { } word || words.Peek("because") || words.Peek("emergency") || words.Peek("skipping") || IsTiming(words) || NamesARun(words)) return null;
        if (!IsBranch(word)) throw new NotUnderstoodException($"{Quote(word)} can't be a branch's name. Type: /deploy <environment> last, or /deploy <environment> last <branch>.");
        return words.Take();
    }
}
