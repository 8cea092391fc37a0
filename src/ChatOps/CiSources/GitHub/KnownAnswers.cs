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

    /// <summary>Whatever was answered to anybody about what begins with this address.</summary>
    public void Forget(Uri beginning)
    {
        lock (_lock)
        {
            foreach (var known in _newestFirst.Where(k => Within(k.Key[(k.Key.LastIndexOf(' ') + 1)..], beginning.AbsoluteUri)).ToList()) Forget(_byAddress[known.Key]);
        }

        // Run 12 is not run 123; repositories' names come in any case.
        static bool Within(string address, string beginning) =>
            address.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && (address.Length == beginning.Length || beginning[^1] == '/' || address[beginning.Length] is '/' or '?');
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
