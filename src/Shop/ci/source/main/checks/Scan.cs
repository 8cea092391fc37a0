using System.Text.Json;
using System.Text.RegularExpressions;

namespace Checks;

/// <summary>Looks through the sources for what must not be in them, and reports it as SARIF 2.1.0.</summary>
internal static partial class Scan
{
    private static readonly (string Id, string Severity, string Words, Regex Pattern)[] Rules =
    [
        ("private-key", "9.8", "A private key lies in the sources.", PrivateKey()),
        ("access-token", "9.1", "An access token lies in the sources.", Token()),
        ("password", "7.5", "A password lies in the sources.", Password()),
        ("shell", "7.0", "A shell is started with a line of text.", Shell()),
    ];

    public static int Run(string folder, string report)
    {
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)).ToList();
        var found = files.SelectMany(file => File.ReadLines(file).Select((line, i) => (line, number: i + 1)).SelectMany(l => Rules.Where(r => r.Pattern.IsMatch(l.line))
            .Select(r => (Rule: r, File: Path.GetRelativePath(folder, file), l.number)))).ToList();
        var sarif = new Dictionary<string, object>
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new[]
            {
                new
                {
                    tool = new { driver = new { name = "shop-scan", rules = Rules.Select(r => new Dictionary<string, object> { ["id"] = r.Id, ["properties"] = new Dictionary<string, string> { ["security-severity"] = r.Severity } }) } },
                    results = found.Select(f => new
                    {
                        ruleId = f.Rule.Id, level = "error", message = new { text = f.Rule.Words },
                        locations = new[] { new { physicalLocation = new { artifactLocation = new { uri = f.File }, region = new { startLine = f.number } } } },
                    }),
                },
            },
        };
        File.WriteAllText(report, JsonSerializer.Serialize(sarif));
        foreach (var (rule, file, line) in found) Console.WriteLine($"{file}:{line}: {rule.Words}");
        Console.WriteLine(found.Count == 0 ? $"{files.Count} files, nothing found" : $"{files.Count} files, {found.Count} findings");
        return found.Count == 0 ? 0 : 1;
    }

    [GeneratedRegex("BEGIN [A-Z ]*PRIVATE KEY-----$", RegexOptions.None, 1000)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("(ghp|xoxb|AKIA)[-_A-Za-z0-9]{16,}", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("[Pp]assword\\s*=\\s*\"[^\"]{4,}\"", RegexOptions.None, 1000)]
    private static partial Regex Password();

    [GeneratedRegex("\"(/bin/)?sh\",\\s*\"-c\"", RegexOptions.None, 1000)]
    private static partial Regex Shell();
}
