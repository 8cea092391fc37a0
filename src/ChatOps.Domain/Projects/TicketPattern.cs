using System.Text.RegularExpressions;

namespace ChatOps.Domain.Projects;

/// <summary>How a project's commits name its tickets, and where people read those.</summary>
public sealed class TicketPattern
{
    /// <summary>A pattern that needs longer for one title is left out: titles come from outside.</summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(50);

    private readonly Regex _regex;

    /// <param name="url">With <c>{0}</c> where the ticket's name goes.</param>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public TicketPattern(string pattern, string url)
    {
        Pattern = pattern;
        Url = url;
        _regex = new(pattern, RegexOptions.CultureInvariant, MatchLimit);
    }

    public string Pattern { get; }

    public string Url { get; }

    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    public IEnumerable<string> NamesIn(string title) => _regex.Matches(title).Select(m => m.Value).Where(name => name.Length > 0);

    public string UrlOf(string name) => Url.Replace("{0}", Uri.EscapeDataString(name));
}
