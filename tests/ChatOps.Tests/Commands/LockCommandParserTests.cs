using ChatOps.Commands;
using ChatOps.Domain.Projects;

namespace ChatOps.Tests.Commands;

/// <summary>What is typed behind /release lock, unlock, hold, resume, freeze and unfreeze.</summary>
public sealed class LockCommandParserTests
{
    private static readonly EnvironmentPolicy Staging = new("staging", [], Approval: null);

    [Theory]
    [InlineData("lock staging because load test", null, "load test")]
    [InlineData("lock shop staging for 2h because load test", "in 2h", "load test")]
    [InlineData("lock staging for 1 h 30 min because a\n\tb", "in 1 h 30 min", "a b")]
    [InlineData("lock staging until tomorrow 9:30 Europe/Berlin because <@U1|developer> &amp; <#C1|releases> said so, see <https://example.com/a|a>", "tomorrow 9:30 Europe/Berlin", "@developer & #releases said so, see https://example.com/a")]
    public void A_lock_has_a_reason_on_one_line_and_perhaps_an_end(string text, string? end, string reason)
    {
        var parsed = Assert.IsType<LockCommand>(Parse(text));
        Assert.Equal((Staging, end, reason), (parsed.Environment, parsed.End?.Text, parsed.Reason));
    }

    [Theory]
    [InlineData("freeze \"payment outage\"", "shop", null, "payment outage")]
    [InlineData("freeze shop „payment outage“ until 18:00", "shop", "18:00", "payment outage")]
    [InlineData("freeze all for 2h because payment outage", null, "in 2h", "payment outage")]
    [InlineData("freeze until 18:00 \"payment outage\"", "shop", "18:00", "payment outage")]
    public void A_freeze_is_of_a_project_or_of_all(string text, string? project, string? end, string reason)
    {
        var parsed = Assert.IsType<FreezeCommand>(Parse(text));
        Assert.Equal((project, end, reason), (parsed.Project?.Name, parsed.End?.Text, parsed.Reason));
    }

    [Fact]
    public void A_hand_over_names_a_person_by_a_mention() =>
        Assert.Equal("U024BE7LH", Assert.IsType<HandOverCommand>(Parse("lock staging to <@U024BE7LH|second-developer>")).User);

    [Theory]
    [InlineData("unlock staging", null)]
    [InlineData("unlock staging because done", "done")]
    public void An_unlock_may_have_a_reason(string text, string? reason) => Assert.Equal(reason, Assert.IsType<UnlockCommand>(Parse(text)).Reason);

    [Theory]
    [InlineData("lock", "Something is missing")]
    [InlineData("lock staging", "Say why, behind \"because\"")]
    [InlineData("lock staging because", "Say why, behind \"because\"")]
    [InlineData("lock staging load test", "A reason goes behind \"because\"")]
    [InlineData("lock staging for because x", "For how long?")]
    [InlineData("lock staging until because x", "Until when?")]
    [InlineData("lock staging to", "To whom?")]
    [InlineData("lock staging to @second-developer", "\"@second-developer\" is: I need a mention")]
    [InlineData("lock staging to <#C1|releases>", "I need a mention")]
    [InlineData("lock staging to <@U1|a> now", "I don't know what to do with \"now\"")]
    [InlineData("lock stagin because x", "Did you mean staging?")]
    [InlineData("hold staging", "Say why")]
    [InlineData("resume staging now", "I don't know what to do with \"now\"")]
    [InlineData("freeze", "Say why")]
    [InlineData("freeze \"\"", "Say why")]
    [InlineData("freeze shop now", "I don't know what to do with \"now\"")]
    [InlineData("freeze \"a\" \"b\"", "I don't know what to do with")]
    [InlineData("freez shop", "Did you mean freeze?")]
    [InlineData("unfreeze al", "Did you mean all?")]
    public void What_is_wrong_gets_words(string text, string words) => Assert.Contains(words, Assert.IsType<NotUnderstood>(Parse(text)).Words);

    private static ParsedCommand Parse(string text) =>
        new CommandParser([new("shop", ["releases"], [], Artifact: null, MaxArtifactBytes: 1, [], [Staging])], ("C1", "releases")).Parse("/release", text);
}
