using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Commands;

/// <summary>Typed wrong: the answer says what was wrong and what to type, and nothing is started.</summary>
public class BadCommandTests
{
    private static readonly (string Typed, string[] Words)[] Cases =
    [
        ("/deplyo staging run 1234", ["I don't know the command", "Did you mean /deploy?"]),
        ("/release stauts", ["does not know \"stauts\"", "Did you mean status?"]),
        ("/release", ["What you can type"]),
        ("/deploy", ["What you can type"]),
        ("/deploy help", ["What you can type"]),
        ("/deploy stagin run 1234", ["shop has no environment \"stagin\"", "Did you mean staging?"]),
        ("/deploy prod run 1234", ["no environment \"prod\"", "Did you mean production?"]),
        ("/deploy moon run 1234", ["It has: dev, staging, production"]),
        ("/deploy dev", ["Which release?", "/deploy dev run 1234"]),
        ("/deploy dev run", ["The CI run's number is missing"]),
        ("/deploy dev run abc", ["\"abc\" is not a CI run's number"]),
        ("/deploy dev run -5", ["\"-5\" is not a CI run's number"]),
        ("/deploy dev run 12.5", ["is not a CI run's number"]),
        ("/deploy dev run ١٢٣٤", ["is not a CI run's number"]),
        ("/deploy dev run 0", ["can't be a CI run's number"]),
        ("/deploy dev run 99999999999999999999999999999999", ["can't be a CI run's number", "999999999999999999"]),
        ("/deploy dev 1234", ["I expected the word \"run\"", "found \"1234\""]),
        ("/deploy dev run 1234 now", ["I don't know what to do with \"now\""]),
        ("/deploy dev run 1234 because", ["nothing behind \"because\""]),
        ("/deploy shpo dev run 1234", ["no environment \"shpo\""]),
        ("/promote run 1234", ["Where to?"]),
        ("/promote run 1234 to stagging", ["Did you mean staging?"]),
        ("/rollback", ["What you can type"]),
        ("/rollback dev", ["Nothing runs in dev yet"]),
        ("/rollback dev to run x", ["is not a CI run's number"]),
        ("/release why dev", ["Which release?"]),
        ("/release history mars", ["no environment \"mars\""]),
        ("/deploy 🚀 run 1234", ["no environment \"🚀\""]),
        ("/deploy <!channel> run 1234", ["no environment \"&lt;!channel&gt;\""]),
        ("/deploy שלום run 1234", ["no environment"]),
    ];

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Each_gets_a_clear_answer_and_starts_nothing(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        foreach (var (typed, words) in Cases)
        {
            var answer = await bot.Type(People.Developer, typed);
            Assert.All(words, word => Assert.True(answer.Contains(word, StringComparison.Ordinal), $"{typed}: {answer}"));
        }

        var rows = await bot.Rows();
        Assert.Equal((0, Cases.Length, Cases.Length, 0), (rows.Runs, rows.Audit, rows.Inbox, rows.Outbox));
        Assert.Equal("/deplyo staging run 1234", (await bot.Audit())[0].Why);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Ten_thousand_characters_are_too_long_and_a_thousand_are_not(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        foreach (var piece in new[] { "a", "🙂", "ש", "<", "👩‍👩‍👧‍👦" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
            Assert.Contains("too long", await bot.Type(People.Developer, $"/deploy dev run 1234 because {text}"));
        }

        Assert.Equal(0, (await bot.Rows()).Runs);
        var reason = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦<&>שלום ", 45));
        var run = await bot.Begin(People.Developer, $"/deploy dev run 1234 because {reason}");
        var card = await bot.UntilCardSays(run, "succeeded");
        Assert.Contains("👩‍👩‍👧‍👦", card.Everything);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Text_in_any_script_and_with_any_blanks_is_read_or_refused_in_words(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.StartsWith("#", await bot.Type(People.Developer, "/deploy  \u00a0DEV\t RUN  #1234   because\u3000 \u202Eשלום\u202C עולם 🎉 "));
        Assert.Contains("run 1234", await bot.Type(People.Developer, "/release why dev run 1234"));
        var odd = await bot.Type(People.Developer, "/deploy dev\0 run 12\u000734");
        Assert.False(odd.Contains('\0') || odd.Contains('\u0007'), odd);
    }
}
