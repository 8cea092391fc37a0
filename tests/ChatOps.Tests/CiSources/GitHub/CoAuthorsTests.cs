using ChatOps.CiSources.GitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>Whom a commit's message names as authors beside its own.</summary>
public sealed class CoAuthorsTests
{
    [Theory]
    [InlineData("Sell hats\n\nCo-authored-by: The Octocat <583231+octocat@users.noreply.github.com>", "583231 octocat")]
    [InlineData("Sell hats\r\n\r\nco-authored-by: a b <1+a@users.noreply.github.com>\r\nCO-AUTHORED-BY:<2+b[bot]@USERS.noreply.github.com> \r\n", "1 a", "2 b[bot]")]
    [InlineData("Co-authored-by: a <1+a@users.noreply.github.com>\nCo-authored-by: a <1+a@users.noreply.github.com>", "1 a")]
    [InlineData("Co-authored-by: a <a@shop.example>\nCo-authored-by: a <a@users.noreply.github.com>\nCo-authored-by: a <1+a@users.noreply.shop.example>")]
    [InlineData("It says Co-authored-by: a <1+a@users.noreply.github.com>\nCo-authored-by: a <99999999999999999999+a@users.noreply.github.com>\nCo-authored-by: a <1+a@users.noreply.github.com> <b>")]
    [InlineData("")]
    public void Only_addresses_that_GitHub_makes_for_an_account_tell_one(string message, params string[] told) =>
        Assert.Equal(told, CoAuthors.In(message, "github.com", (number, login) => new("github.com", number, login)).Select(a => $"{a.Number} {a.Login}"));
}
