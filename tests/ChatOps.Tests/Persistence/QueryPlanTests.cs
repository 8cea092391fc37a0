using System.Text.RegularExpressions;
using ChatOps.Tests.Targets.LocalProcesses;

namespace ChatOps.Tests.Persistence;

/// <summary>What the bot asks of its database is answered by an index, so that its cost does not grow with history.</summary>
public sealed partial class QueryPlanTests(PlayedStory story) : IClassFixture<PlayedStory>
{
    [LinuxFact]
    public void No_query_reads_a_whole_table()
    {
        Assert.True(story.Plans.Count > 30, $"Only {story.Plans.Count} queries were seen: this test no longer sees them.");
        // The end of the audit chain is the table's last row.
        var whole = story.Plans.Where(p => !p.Query.EndsWith("ORDER BY \"a\".\"Number\" DESC\nLIMIT 1", StringComparison.Ordinal)).Where(ReadsAWholeTable);
        Assert.Empty(whole.Select(Tell));
    }

    [LinuxFact]
    public void Open_clicks_are_found_among_the_open_ones() => Uses("IX_Inbox_Open", "FROM \"Inbox\"", "\"DoneAt\" IS NULL");

    [LinuxFact]
    public void Open_notes_are_found_among_the_open_ones() => Uses("IX_Outbox_Open", "FROM \"Outbox\"", "\"SentAt\" IS NULL");

    [LinuxFact]
    public void Open_cards_are_found_among_the_open_ones() => Uses("IX_Cards_Open", "FROM \"Cards\"", "\"Shown\" < ");

    [LinuxFact]
    public void Unfinished_runs_are_found_among_the_unfinished_ones() => Uses("IX_PipelineRuns_Unfinished", "\"FinishedAt\" IS NULL");

    [LinuxFact]
    public void History_is_found_by_environment() =>
        Uses("IX_Deployments_Project_Environment_Id (Project=? AND Environment=?)", "FROM \"Deployments\"", "ORDER BY \"d\".\"Id\" DESC\nLIMIT @p");

    [LinuxFact]
    public void What_ran_in_an_environment_before_is_found_by_its_number() =>
        Uses("IX_Deployments_Project_Environment_CiRun (Project=? AND Environment=? AND CiRun=?)", "FROM \"Deployments\"", "\"CiRun\" = ");

    [LinuxFact]
    public void Where_bytes_have_passed_is_found_by_their_digest() =>
        Uses("IX_Deployments_Project_Digest_Outcome_Environment (Project=? AND Digest=? AND Outcome=?)", "FROM \"Deployments\"", "\"Digest\" = ");

    private void Uses(string index, params string[] parts)
    {
        var asked = story.Plans.Where(p => parts.All(part => p.Query.Contains(part, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, p => Assert.True(p.Plan.Contains($"INDEX {index}", StringComparison.Ordinal), Tell(p)));
        // Sorting reads all before it gives out the first; votes of one run are few.
        Assert.All(asked.Where(p => !p.Query.Contains("\"Votes\"", StringComparison.Ordinal)), p => Assert.False(p.Plan.Contains("TEMP B-TREE", StringComparison.Ordinal), Tell(p)));
    }

    private static bool ReadsAWholeTable((string Query, string Plan) asked) => asked.Plan.Split('\n').Select(line => Scan().Match(line))
        .Any(m => m.Success && Regex.IsMatch(asked.Query, $"(FROM|JOIN) \"[A-Za-z]+\" AS \"{m.Groups["alias"].Value}\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    private static string Tell((string Query, string Plan) asked) => $"{asked.Plan} <= {asked.Query}";

    // A scan of an index that holds only what is open is what that index is for.
    [GeneratedRegex("^SCAN (?<alias>[a-z0-9]+)( USING (COVERING )?INDEX (?!IX_[A-Za-z]+_(Open|Unfinished)$).*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scan();
}
