namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>What is wrong with blocks, in the form that Slack reports it.</summary>
internal sealed class Faults
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    public bool Any => _messages.Count > 0;

    public void Add(string pointer, string words) => _messages.Add($"[ERROR] {words} [json-pointer:{pointer}]");
}
