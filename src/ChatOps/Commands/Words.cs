namespace ChatOps.Commands;

/// <summary>The typed text, word by word.</summary>
internal sealed class Words(string text)
{
    private readonly string _text = text;
    private int _at;

    public bool IsEmpty => Next is null;

    /// <summary>The next word, or null at the end.</summary>
    public string? Next
    {
        get
        {
            SkipBlanks();
            var end = _at;
            while (end < _text.Length && !IsBlank(_text[end])) end++;
            return end == _at ? null : _text[_at..end];
        }
    }

    public bool Peek(string word) => string.Equals(Next, word, StringComparison.OrdinalIgnoreCase);

    public string? Take()
    {
        var word = Next;
        _at += word?.Length ?? 0;
        return word;
    }

    public bool TakeIf(string word)
    {
        if (!Peek(word)) return false;
        Take();
        return true;
    }

    /// <summary>All that is left, as it was typed.</summary>
    public string Rest()
    {
        SkipBlanks();
        var rest = _text[_at..].Trim();
        _at = _text.Length;
        return rest;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && IsBlank(_text[_at])) _at++;
    }

    // Also what is pasted along and seen by nobody: zero-width blanks, marks of writing direction.
    private static bool IsBlank(char c) => char.IsWhiteSpace(c)
        || c is '\u180E' or '\u200B' or '\u200E' or '\u200F' or '\u061C' or '\u2060' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

/// <summary>It can't be a command; the message says what was wrong and what to type.</summary>
internal sealed class NotUnderstoodException(string message) : Exception(message);
