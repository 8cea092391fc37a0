using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOps.Hosting;
using ChatOps.Tests.Conventions;
using Microsoft.Extensions.Configuration;

namespace ChatOps.Tests.Hosting;

/// <summary>appsettings.example.json and the README's table hold every setting, with its real default, and nothing else.</summary>
public sealed partial class ExampleSettingsTests
{
    private const string Example = "appsettings.example.json";

    [Fact]
    public void The_example_holds_every_setting_and_no_other() =>
        Assert.Equal(KnownSettings.Defaults.Keys.Order(), Shown().Select(s => s.Key).Distinct().Order());

    [Fact]
    public void Where_there_is_a_default_the_example_shows_it()
    {
        var first = Shown().DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.Value);
        var other = KnownSettings.Defaults.Where(d => d.Value.Length > 0 && first[d.Key] != d.Value).Select(d => $"{d.Key}: {first[d.Key]}, but the default is {d.Value}");
        Assert.Empty(other);
    }

    [Fact]
    public void Every_setting_of_the_example_has_a_word_on_it()
    {
        var lines = Repository.Read(Example).Split('\n').Select(l => l.Trim()).ToList();
        var words = KnownSettings.Defaults.Keys.Select(k => k.Split(':').Last(part => part != "<name>"));
        Assert.All(words, word => Assert.Contains(lines.Zip(lines.Skip(1)), pair => pair.First.StartsWith("//", StringComparison.Ordinal) && pair.Second.StartsWith($"\"{word}\":", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_example_tells_where_there_is_no_default()
    {
        var lines = Repository.Read(Example).Split('\n').Select(l => l.Trim()).ToList();
        var told = lines.Zip(lines.Skip(1)).Where(p => p.First.StartsWith("//", StringComparison.Ordinal) && p.Second.StartsWith('"'))
            .Select(p => (Key: p.Second.Split('"')[1], HasNone: p.First.Contains("No default", StringComparison.Ordinal))).ToLookup(p => p.Key, p => p.HasNone);
        Assert.All(KnownSettings.Defaults, known => Assert.Contains(known.Value.Length == 0, told[known.Key.Split(':').Last(part => part != "<name>")]));
    }

    [Fact]
    public void The_bot_starts_with_the_example_in_Development() =>
        Assert.Empty(SettingsCheck.Faults(Configuration(), isDevelopment: true));

    [Fact]
    public void Outside_Development_the_example_lacks_the_secrets_only() =>
        Assert.All(SettingsCheck.Faults(Configuration(), isDevelopment: false), fault => Assert.StartsWith("Slack:", fault, StringComparison.Ordinal));

    [Fact]
    public void The_readme_tells_every_setting_with_its_default_and_no_other()
    {
        var told = Row().Matches(Repository.Read("README.md")).ToDictionary(m => m.Groups["key"].Value, m => m.Groups["default"].Value);
        Assert.Equal(
            KnownSettings.Defaults.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key} = {d.Value}"),
            told.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key} = {t.Value}"));
    }

    private static IConfiguration Configuration() => new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, Example)).Build();

    private static List<(string Key, string Value)> Shown()
    {
        using var example = JsonDocument.Parse(Repository.Read(Example), new() { CommentHandling = JsonCommentHandling.Skip });
        return [.. Leaves("", example.RootElement)];
    }

    private static IEnumerable<(string Key, string Value)> Leaves(string key, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object))
            return json.EnumerateArray().SelectMany(item => Leaves($"{key}:<name>", item));
        if (json.ValueKind != JsonValueKind.Object) return [(key, Text(json))];
        var isNamed = NamedByPeople().IsMatch(key);
        return json.EnumerateObject().SelectMany(p => Leaves($"{key}{(key.Length > 0 ? ":" : "")}{(isNamed ? "<name>" : p.Name)}", p.Value));
    }

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "",
        _ => json.ToString(),
    };

    [GeneratedRegex("(^Projects|:Groups|:Notes|:Risks|:Tickets|:Environments|:Environment|:Secrets|:Headers|:Inputs|:Results)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedByPeople();

    // | `Slack:BotToken` | none | … |   or   | `Urls` | `http://127.0.0.1:5080` | … |
    [GeneratedRegex(@"^\| `(?<key>[A-Z][A-Za-z]*(:(<name>|[A-Za-z]+))*)` \| (none|`(?<default>[^`]+)`) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
