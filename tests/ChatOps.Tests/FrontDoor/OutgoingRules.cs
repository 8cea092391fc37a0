using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.Tests.Slack;

namespace ChatOps.Tests.FrontDoor;

/// <summary>What no message of the bot may break, whatever people, branches and commits are called.</summary>
internal static partial class OutgoingRules
{
    public static void Check(SlackWorkspace slack, SlackCall call)
    {
        using var json = JsonDocument.Parse(call.Body);
        var faults = BlockRules.FaultsOf(json.RootElement);
        if (faults.Count > 0)
        {
            slack.Complaints.Enqueue($"{string.Join(", ", faults)}: {call}");
            throw new SlackRefusalException("invalid_blocks");
        }

        foreach (var live in Live(call.Arguments)) slack.Complaints.Enqueue($"Live markup {live}: {call}");
    }

    /// <returns>Whatever in this message would ping, link or format, and is none of the bot's own words.</returns>
    public static IEnumerable<string> Live(JsonNode? node, string name = "") => node switch
    {
        JsonArray array => array.SelectMany(item => Live(item, name)),
        JsonObject { Count: > 0 } part when part["type"]?.GetValue<string>() == "plain_text" => [],
        JsonObject part when name is not "metadata" => part.SelectMany(p => Live(p.Value, p.Key)),
        JsonValue value when name == "text" && value.TryGetValue<string>(out var text) => LiveIn(text),
        _ => [],
    };

    public static IEnumerable<string> LiveIn(string markup) => Special().Matches(markup).Select(m => m.Value).Where(v => !Ours().IsMatch(v));

    [GeneratedRegex("<[^<]*>?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Special();

    // A mention of the person who asked or voted, a moment in the reader's own time, and the page of a CI run.
    [GeneratedRegex(@"^(<@[UW][A-Z0-9]+>|<https?://[A-Za-z0-9.:/_-]+/actions/runs/\d+\|log>|<https?://[A-Za-z0-9.:/_-]+/pull/\d+\|#\d+>|<!date\^\d+\^[^|<>]*\|[^<>]*>)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ours();
}
