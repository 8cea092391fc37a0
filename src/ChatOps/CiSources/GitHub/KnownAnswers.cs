namespace ChatOps.CiSources.GitHub;

/// <summary>Answers that GitHub need not send again: asked with their tag, it says that nothing changed, and that costs nothing of the rate limit.</summary>
internal sealed class KnownAnswers(int mostEntries = 500, long mostBytes = 16 << 20)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Known>> _byAddress = [];
    private readonly LinkedList<Known> _newestFirst = [];
    private long _bytes;

    /// <param name="reader">Who asks: what one may see is not shown to another.</param>
    public Known? Find(string reader, Uri address)
    {
        lock (_lock)
        {
            if (!_byAddress.TryGetValue(Key(reader, address), out var node)) return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value;
        }
    }

    public void Keep(string reader, Uri address, string tag, byte[] body)
    {
        if (body.Length > mostBytes / 8) return;
        lock (_lock)
        {
            var key = Key(reader, address);
            if (_byAddress.TryGetValue(key, out var before)) Forget(before);
            _byAddress[key] = _newestFirst.AddFirst(new Known(key, tag, body));
            _bytes += body.Length;
            while (_byAddress.Count > mostEntries || _bytes > mostBytes) Forget(_newestFirst.Last!);
        }
    }

    private static string Key(string reader, Uri address) => $"{reader} {address.AbsoluteUri}";

    private void Forget(LinkedListNode<Known> node)
    {
        _newestFirst.Remove(node);
        _byAddress.Remove(node.Value.Key);
        _bytes -= node.Value.Body.Length;
    }

    public sealed record Known(string Key, string Tag, byte[] Body);
}
