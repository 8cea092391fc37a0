using System.Text.Json;
using ChatOps.Pipelines;
using ChatOps.Slack;
using ChatOps.Slack.Blocks;

namespace ChatOps.Tests.Slack;

public class NoteButtonsTests
{
    [Fact]
    public void A_note_shows_its_buttons_and_what_comes_back_names_project_and_subject()
    {
        var drawing = NoteBlocks.Of(new("dev is still locked", Buttons: [new(ButtonAction.Unlock, "shop", "4711 dev", "Others go on.")]));
        var button = Assert.Single(Assert.Single(drawing.Blocks.OfType<ActionsBlock>()).Elements);

        Assert.Equal(("chatops.unlock", "Unlock", "Others go on."), (button.ActionId, button.Text.Text, button.Confirm?.Text.Text));
        Assert.Equal(ButtonAction.Unlock, Buttons.ActionOf(button.ActionId));
        Assert.True(NoteButtons.TryParse(button.Value, out var project, out var subject));
        Assert.Equal(("shop", "4711 dev"), (project, subject));
    }

    [Fact]
    public void Many_of_a_kind_have_ids_of_their_own_and_stay_inside_Slacks_limits()
    {
        var many = Enumerable.Range(1, 40).Select(i => new NoteButton(ButtonAction.Unlock, "shop", $"{i} dev")).Append(new(ButtonAction.Unlock, "shop", new string('x', 3000)));
        var drawing = NoteBlocks.Of(new("Locks", Buttons: [.. many]));

        Assert.Empty(BlockRules.FaultsOf(JsonSerializer.SerializeToElement(drawing, SlackJson.Default.Drawing)));
        var ids = drawing.Blocks.OfType<ActionsBlock>().Single().Elements.Select(b => b.ActionId).ToList();
        Assert.Equal((25, "chatops.unlock", "chatops.unlock.2"), (ids.Distinct().Count(), ids[0], ids[1]));
        Assert.Equal(ButtonAction.Unlock, Buttons.ActionOf(ids[^1]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("shop")]
    [InlineData("|dev")]
    [InlineData("shop|")]
    public void A_malformed_value_is_none(string? value) => Assert.False(NoteButtons.TryParse(value, out _, out _));
}
