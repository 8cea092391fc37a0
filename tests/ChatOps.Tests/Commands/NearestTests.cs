using ChatOps.Commands;

namespace ChatOps.Tests.Commands;

public sealed class NearestTests
{
    private static readonly string[] Environments = ["dev", "qa", "staging", "production"];

    [Theory]
    [InlineData("stagin", "staging")]
    [InlineData("stagign", "staging")]
    [InlineData("STAGNG", "staging")]
    [InlineData("sttaging", "staging")]
    [InlineData("prodution", "production")]
    [InlineData("porduction", "production")]
    [InlineData("prod", "production")]
    [InlineData("st", "staging")]
    [InlineData("de", "dev")]
    [InlineData("dec", "dev")]
    [InlineData("aq", "qa")]
    [InlineData("x", null)]
    [InlineData("s", null)]
    [InlineData("moon", null)]
    [InlineData("run", null)]
    [InlineData("🚀", null)]
    [InlineData("", null)]
    public void A_typing_mistake_has_a_nearest_name_and_another_word_has_none(string typed, string? nearest) =>
        Assert.Equal(nearest, Nearest.To(typed, Environments));

    [Fact]
    public void Of_two_that_are_as_near_the_first_of_the_alphabet_is_named() =>
        Assert.Equal("test-a", Nearest.To("test-x", ["test-b", "test-a"]));

    [Fact]
    public void The_fewest_edits_win_over_a_beginning() =>
        Assert.Equal("prods", Nearest.To("prod", ["production", "prods"]));

    [Fact]
    public void Without_known_names_there_is_none() => Assert.Null(Nearest.To("staging", []));

    [Fact]
    public void What_nobody_types_by_mistake_is_not_compared() => Assert.Null(Nearest.To(new string('x', 41), [new string('x', 42)]));
}
