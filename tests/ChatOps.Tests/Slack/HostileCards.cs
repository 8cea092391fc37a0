using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Pipelines;
using ChatOps.Slack;

namespace ChatOps.Tests.Slack;

/// <summary>Cards and notes made of what people and programs should not, but do, put into names and messages. The same seed, the same card.</summary>
internal sealed class HostileCards(int seed)
{
    private static readonly string[] Pieces =
    [
        "<!channel>", "<!here|x>", "<@U0123456>", "<https://evil.example|Approve>", "&", "&amp;", "&lt;", "<", ">", "\n> quoted", "```", "`", "*bold*", "_it_", "~no~",
        "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "é̂̃", "\u202Eevil\u202C", "שלום", "مرحبا", "\u2067", "\u2069", "\0", "\u001b[31mred", "\r\n", "\u2028", "\ud800", "\udc00", " ", "", "plain words", "feature/my_branch",
        new string('a', 500), string.Concat(Enumerable.Repeat("&", 300)), string.Concat(Enumerable.Repeat("👍🏽", 200)), "a" + new string('\u0301', 400),
    ];

    private readonly Random _random = new(seed);

    public RunCard Card() => new(
        _random.NextInt64(1, long.MaxValue), _random.Next(), One<RunStatus>(), Text(), Text(), Text(), Person(), When(), Maybe(Text), Text(), Text(), Text(), Text(),
        Many(40, () => new Artifact(Text(), _random.NextInt64(), Digest.Of(BitConverter.GetBytes(_random.Next())))),
        Many(300, () => new Change(Text(), Text(), Text(), PullRequests: _random.Next(2) == 0 ? null : Many(4, PullRequest))),
        Many(100, () => new CardStage(Text(), One<StageState>(), _random.Next(2) == 0 ? null : TimeSpan.FromSeconds(_random.Next(400_000)), Text())),
        Many(100, () => new GateResult(Text(), One<Verdict>(), Text())),
        Many(100, () => new CardVote(Person(), _random.Next(2) == 0, Maybe(Text), When())),
        Text(), Text(), _random.Next(10) == 0 ? new string('d', 3000) : new string('d', 64),
        Many(8, () => new CardButton(One<ButtonAction>(), Maybe(Text))),
        Text());

    public Note Note() => new(Text(), Text(), Text() + "\n" + Text(), _random.Next(2) == 0 ? null : Person(), One<NoteTone>());

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(4) == 0 ? _random.Next(60) : _random.Next(4)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    private PullRequest PullRequest() => new(_random.Next(), Text(), Text(), Many(6, Text), Maybe(Text), _random.Next(2) == 0);

    private Person Person() => new(_random.Next(2) == 0 ? "U0123ABC" : Text(), "T1", Text());

    private DateTimeOffset When() => DateTimeOffset.UnixEpoch.AddSeconds(_random.Next());

    private string? Maybe(Func<string> make) => _random.Next(2) == 0 ? null : make();

    private T One<T>()
        where T : struct, Enum => _random.Next(20) == 0 ? (T)Enum.ToObject(typeof(T), 99) : Enum.GetValues<T>()[_random.Next(Enum.GetValues<T>().Length)];

    private List<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(2) == 0 ? _random.Next(4) : _random.Next(most)).Select(_ => make())];
}
