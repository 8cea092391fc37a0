namespace ChatOps.Commands;

/// <summary><c>/release link</c> and <c>/release unlink</c>: which account where the source is kept is one's own.</summary>
public sealed partial class CommandParser
{
    private static LinkCommand Link(Words words)
    {
        NothingElse(words, "/release link");
        return new();
    }

    private static UnlinkCommand Unlink(Words words)
    {
        NothingElse(words, "/release unlink");
        return new();
    }
}

public sealed record LinkCommand : ParsedCommand;

public sealed record UnlinkCommand : ParsedCommand;
