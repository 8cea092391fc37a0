namespace ChatOps.Tests.LocalWorkspace;

public sealed class PersistenceTests
{
    private static async Task<IReadOnlyList<string?>> Texts(RunningWorkspace workspace)
    {
        var messages = (await workspace.Get("local/api/messages?channel=releases")).GetProperty("messages");
        return [.. messages.EnumerateArray().Select(m => m.GetProperty("text").GetString())];
    }

    private static string FileOf(RunningWorkspace workspace) => Path.Combine(workspace.Folder, "messages.jsonl");

    [Fact]
    public async Task Messages_edits_and_deletions_survive()
    {
        await using var first = await RunningWorkspace.Start();
        var kept = await first.Post(new { channel = RunningWorkspace.Releases, text = "one" });
        var gone = await first.Post(new { channel = RunningWorkspace.Releases, text = "two" });
        await first.Post(new { channel = RunningWorkspace.Releases, text = "reply", thread_ts = kept });
        await first.Api("chat.update", new { channel = RunningWorkspace.Releases, ts = kept, text = "one, edited" });
        await first.Api("chat.delete", new { channel = RunningWorkspace.Releases, ts = gone });
        await first.DisposeAsync();

        await using var second = await RunningWorkspace.Start(first.Folder);
        Assert.Equal(["one, edited", "reply"], await Texts(second));
        Assert.Equal(2, File.ReadAllLines(FileOf(second)).Length);
        var next = await second.Post(new { channel = RunningWorkspace.Releases, text = "later" });
        Assert.True(string.CompareOrdinal(next, gone) > 0);
    }

    [Fact]
    public async Task Each_message_is_on_disk_when_it_is_answered()
    {
        await using var workspace = await RunningWorkspace.Start();
        await workspace.Post(new { channel = RunningWorkspace.Releases, text = "written" });
        await using var file = new FileStream(FileOf(workspace), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        Assert.Contains("written", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_last_line_costs_only_itself()
    {
        await using var first = await RunningWorkspace.Start();
        await first.Post(new { channel = RunningWorkspace.Releases, text = "whole" });
        await first.DisposeAsync();
        var whole = await File.ReadAllTextAsync(FileOf(first));
        await File.AppendAllTextAsync(FileOf(first), whole[..(whole.Length / 2)]);

        await using var second = await RunningWorkspace.Start(first.Folder);
        await second.Post(new { channel = RunningWorkspace.Releases, text = "after" });
        await second.DisposeAsync();

        await using var third = await RunningWorkspace.Start(first.Folder);
        Assert.Equal(["whole", "after"], await Texts(third));
    }
}
