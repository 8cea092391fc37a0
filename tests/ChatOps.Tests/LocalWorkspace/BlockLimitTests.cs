using static ChatOps.Tests.LocalWorkspace.Blocks;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class BlockLimitTests : IAsyncLifetime
{
    private RunningWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await RunningWorkspace.Start();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    private static string Long(int length) => new('x', length);

    private static object[] Many(int count, Func<int, object> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static object Fields(int count, int length) => new { type = "section", fields = Many(count, _ => Mrkdwn(Long(length))) };

    private static object Context(int count) => new { type = "context", elements = Many(count, _ => Mrkdwn("x")) };

    private static object Buttons(int count) => Actions(Many(count, i => Button("x", $"a{i}")));

    public static TheoryData<object[]> Accepted => new()
    {
        Many(50, _ => new { type = "divider" }),
        new[] { Section(Long(3000)) },
        new object[] { new { type = "header", text = Plain(Long(150)) } },
        new[] { Fields(10, 100) },
        new[] { Fields(1, 2000) },
        new[] { Context(10) },
        new[] { Buttons(25) },
        new[] { Actions(Button(Long(75), Long(255), Long(2000), "danger")) },
        new[] { Section(Long(3000)), Section(Long(3000)), Section(Long(3000)), Section(Long(3000)) },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task What_is_just_within_the_limits_is_taken(object[] blocks) =>
        Assert.Equal("none", (await _workspace.Api("chat.postMessage", new { channel = "#releases", text = "x", blocks })).Error());

    public static TheoryData<object[], string> Refused => new()
    {
        { Many(51, _ => new { type = "divider" }), "no more than 50 items allowed [json-pointer:/blocks]" },
        { [Section(Long(3001))], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]" },
        { [Section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]" },
        { [new { type = "section" }], "missing required field: text [json-pointer:/blocks/0]" },
        { [new { type = "header", text = Plain(Long(151)) }], "must be less than 151 characters [json-pointer:/blocks/0/text/text]" },
        { [new { type = "header", text = Mrkdwn("x") }], "must be a plain_text object [json-pointer:/blocks/0/text]" },
        { [Fields(11, 1)], "no more than 10 items allowed [json-pointer:/blocks/0/fields]" },
        { [Fields(1, 2001)], "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]" },
        { [Context(11)], "no more than 10 items allowed [json-pointer:/blocks/0/elements]" },
        { [Context(0)], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]" },
        { [Buttons(26)], "no more than 25 items allowed [json-pointer:/blocks/0/elements]" },
        { [Actions(Button(Long(76), "a"))], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]" },
        { [Actions(Button("x", Long(256)))], "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]" },
        { [Actions(Button("x", "a", Long(2001)))], "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]" },
        { [Actions(Button("x", "a", style: "loud"))], "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]" },
        { [Actions(Button("x", "a"), Button("y", "a"))], "duplicate action_id: a [json-pointer:/blocks/0/elements/1]" },
        { [Actions(Button("x", "a")), Actions(Button("x", "b"))], "duplicate block_id: acts [json-pointer:/blocks/1]" },
        { [new { type = "divider", block_id = Long(256) }], "must be less than 256 characters [json-pointer:/blocks/0/block_id]" },
        { [new { type = "sectoin", text = Mrkdwn("x") }], "unsupported type: sectoin [json-pointer:/blocks/0]" },
        { [new { type = "divider", colour = "red" }], "invalid additional property: colour [json-pointer:/blocks/0]" },
        { [new { type = "actions", elements = new[] { new { type = "plain_text_input" } } }], "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0]" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_beyond_is_refused_with_its_place(object[] blocks, string message)
    {
        var answer = await _workspace.Api("chat.postMessage", new { channel = "#releases", text = "x", blocks });
        Assert.Equal("invalid_blocks", answer.Error());
        Assert.Equal(["[ERROR] " + message], answer.GetProperty("response_metadata").GetProperty("messages").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public async Task All_blocks_together_may_not_hold_too_much_text()
    {
        var blocks = Many(5, _ => Section(Long(2500)));
        Assert.Equal("msg_blocks_too_long", (await _workspace.Api("chat.postMessage", new { channel = "#releases", text = "x", blocks })).Error());
    }

    [Fact]
    public async Task Blocks_may_come_as_text_in_a_form_and_get_their_ids()
    {
        const string blocks = """[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Go"}}]}]""";
        var answer = await _workspace.ApiForm("chat.postMessage", ("channel", "releases"), ("blocks", blocks));
        var block = answer.GetProperty("message").GetProperty("blocks")[0];
        Assert.NotEmpty(block.GetProperty("block_id").GetString()!);
        Assert.NotEmpty(block.GetProperty("elements")[0].GetProperty("action_id").GetString()!);
    }
}
