namespace ChatOps.Releases.Evidence;

/// <param name="Score">The rule's <c>security-severity</c>, 0 to 10.</param>
internal sealed record SarifRule(double? Score, string? Level)
{
    public static SarifRule Unknown { get; } = new(null, null);
}

/// <summary>The rules of one SARIF run, and which one a result names: by place in its tool or in one of the tool's extensions, or by its id.</summary>
internal sealed class SarifRules
{
    private readonly List<List<SarifRule>> _extensions = [];
    private readonly List<SarifRule> _driver;
    private readonly Dictionary<string, SarifRule> _byId = [];

    public SarifRules(JsonPart run)
    {
        var tool = run["tool"];
        _driver = Read(tool?["driver"]);
        foreach (var extension in tool?.List("extensions") ?? []) _extensions.Add(Read(extension));
    }

    public SarifRule Of(JsonPart result)
    {
        var reference = result["rule"];
        var index = result.Index("ruleIndex") ?? reference?.Index("index");
        var among = reference?["toolComponent"]?.Index("index") is { } extension
            ? (extension < _extensions.Count ? _extensions[extension] : throw result.Fault($"it names extension {extension} of the tool, which there is not"))
            : _driver;
        if (index is { } at) return at < among.Count ? among[at] : throw result.Fault($"it names rule {at}, and there are {among.Count}");

        // A hierarchical id, such as CA1000/2, belongs to the rule that it begins with.
        for (var id = result.Text("ruleId") ?? reference?.Text("id"); id is not null; id = id.LastIndexOf('/') is > 0 and var cut && cut < 500 ? id[..cut] : null)
        {
            if (_byId.TryGetValue(id, out var rule)) return rule;
        }

        return SarifRule.Unknown;
    }

    private List<SarifRule> Read(JsonPart? component)
    {
        var rules = new List<SarifRule>();
        foreach (var part in component?.List("rules") ?? [])
        {
            var rule = new SarifRule(part["properties"]?.Score("security-severity"), part["defaultConfiguration"]?.Text("level"));
            rules.Add(rule);
            if (part.Text("id") is { } id) _byId.TryAdd(id, rule);
        }

        return rules;
    }
}
