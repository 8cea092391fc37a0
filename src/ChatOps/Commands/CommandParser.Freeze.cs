using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <summary><c>/release freeze</c> and <c>unfreeze</c>: of one project or of all.</summary>
public sealed partial class CommandParser
{
    private const string OpeningQuotes = "\"“”„«";
    private const string ClosingQuotes = "\"”“»";

    private FreezeCommand Freeze(Words words)
    {
        const string usage = "/release freeze [project|all] \"reason\" [until 18:00]";
        var project = ProjectOrAll(words, usage);
        string? reason = null;
        Ending? end = null;
        while (words.Next is { } next)
        {
            if (reason is null && IsQuote(next[0])) (reason, words) = Quoted(words.Rest());
            else if (end is null && EndingIfAny(words) is { } found) end = found;
            else if (reason is null && words.Peek("because")) reason = Because(words, usage);
            else NothingElse(words, usage);
        }

        return new(project, end, string.IsNullOrEmpty(reason) ? throw new NotUnderstoodException($"Say why: {usage}") : reason);
    }

    private UnfreezeCommand Unfreeze(Words words)
    {
        const string usage = "/release unfreeze [project|all]";
        return new(ProjectOrAll(words, usage), Readable(End(words, usage)));
    }

    private Project? ProjectOrAll(Words words, string usage)
    {
        if (words.TakeIf("all")) return null;
        if (words.Next is not { } first || IsQuote(first[0]) || words.Peek("because") || words.Peek("until") || words.Peek("for")) return TheProject(usage.Replace("[project|all]", "<project>"));
        var known = projects.Select(p => p.Name).Append("all").ToList();
        words.Take();
        return projects.FirstOrDefault(p => string.Equals(p.Name, first, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotUnderstoodException($"There is no project {Quote(Mentions.Readable(first))}. {DidYouMean(first, known)}I know: {Names(known)}. Type: {usage}.");
    }

    private static (string Reason, Words After) Quoted(string text)
    {
        var end = text.AsSpan(1).IndexOfAny(ClosingQuotes);
        if (end < 0) throw new NotUnderstoodException("The reason's closing quotation mark is missing.");
        return (Readable(text[1..(end + 1)])!, new Words(text[(end + 2)..]));
    }

    private static bool IsQuote(char c) => OpeningQuotes.Contains(c);
}
