using ChatOps.Commands;
using ChatOps.Domain.Projects;

namespace ChatOps.Tests.Commands;

/// <summary>What is typed behind /release cleanup.</summary>
public sealed class CleanupCommandParserTests
{
    private static readonly Project Shop = new("shop", ["C1"], [], Artifact: null, MaxArtifactBytes: 1, [], [new EnvironmentPolicy("staging", [], Approval: null)]);

    [Theory]
    [InlineData("cleanup", "C1", "shop", false)]
    [InlineData("cleanup now", "C1", "shop", true)]
    [InlineData("cleanup shop now", "C2", "shop", true)]
    [InlineData("cleanup all", "C2", null, false)]
    [InlineData("cleanup ALL NOW", "C1", null, true)]
    public void It_is_of_a_project_or_of_all_and_is_done_when_that_is_said(string text, string channel, string? project, bool isNow)
    {
        var parsed = Assert.IsType<CleanupCommand>(Parse(text, channel));
        Assert.Equal((project, isNow), (parsed.Project?.Name, parsed.IsNow));
    }

    [Theory]
    [InlineData("cleanup shop later", "C1", "later")]
    [InlineData("cleanup shp", "C1", "Did you mean shop?")]
    [InlineData("cleanup now please", "C1", "please")]
    public void Anything_else_gets_words(string text, string channel, string words) =>
        Assert.Contains(words, Assert.IsType<NotUnderstood>(Parse(text, channel)).Words);

    private static ParsedCommand Parse(string text, string channel) => new CommandParser([Shop], (channel, "")).Parse("/release", text);
}
