using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Gates;

/// <summary>/release why in constructed situations: each gate's words, and the final line.</summary>
public class WhyTests
{
    private const string Nothing = "Nothing forbids it. To start it, type: /deploy";

    // Environment, its settings, what is asked, and what the answer must say; the last is how it must end, where # stands for any run.
    private static readonly (string Name, (string Key, string Value)[] Settings, long Run, string[] Says, string Ends)[] Situations =
    [
        ("free", [], 1234, ["✅ passed, CI run: run 1234 ended well", "✅ passed, approval: nobody is asked here"], $"{Nothing} free run 1234"),
        ("one", [("Approval:Count", "1")], 1234, ["⏳ waits, approval: 0 of 1 from @approvers; the requester's own doesn't count (cleared by @approvers)"], "It could go at the earliest: when 1 of @approvers says yes."),
        ("two", [("Approval:Count", "2")], 1234, ["0 of 2 from @approvers"], "It could go at the earliest: when 2 of @approvers say yes."),
        ("each", [("Approval:Parts:0:Group", "team"), ("Approval:Parts:1:Group", "approvers"), ("Approval:Parts:1:Count", "2")], 1234,
            ["0 of 1 from @team, 0 of 2 from @approvers", "(cleared by @team and @approvers)"], "when 1 of @team says yes and 2 of @approvers say yes."),
        ("order", [("Approval:Parts:0:Group", "team"), ("Approval:Parts:1:Group", "approvers"), ("Approval:InOrder", "true")], 1234,
            ["@team is asked now", "(cleared by @team)"], "when 1 of @team says yes, then 1 of @approvers says yes."),
        ("next", [("After:0", "free")], 1234, ["⛔ refuses, after free"], "It can't go to next: run 1234 has not passed free; deploy it there first: /deploy free run 1234."),
        ("branch", [("Gates:Branches:0", "release/*")], 1234, ["⛔ refuses, branch"], "It can't go to branch: main may not go here, only release/*; deploy a run of such a branch."),
        ("main", [("Gates:Branches:0", "ma*n")], 1234, ["✅ passed, branch: main may go here"], $"{Nothing} main run 1234"),
        ("old", [("Gates:MinAge", "10000.00:00:00")], 1234, ["⏳ waits, release age: run 1234 must be 10000 days old; it is at 2054-03-23 14:31:00 UTC (cleared by time alone)"], "It could go at the earliest: 2054-03-23 14:31:00 UTC."),
        ("young", [("Gates:MaxAge", "00:01:00")], 1234, ["⛔ refuses, release age at most"], "and at most 60 s may be; deploy a newer run."),
        ("soaked", [("After:0", "base"), ("Gates:Soak", "10:00:00")], 1234, ["⏳ waits, soak in base: it must serve in base for 10 hours; that is at "], " UTC."),
        ("never", [("After:0", "two"), ("Gates:Soak", "10:00:00")], 1234, ["⛔ refuses, soak in two: it never served in two; deploy it there first, for 10 hours"], "It can't go to never: run 1234 has not passed two; deploy it there first: /deploy two run 1234."),
        ("small", [("Gates:MaxCommits", "500")], 1234, ["⏳ waits, change size"], "It could go at the earliest: when change size lets it pass (the commits in between are not listed yet)."),
        ("base", [("Gates:OnlyNewer", "true")], 1233, ["⛔ refuses, only newer"], "It can't go to base: run 1234 (1.4.2) runs there and is newer than run 1233 of the same branch; to go back, type: /rollback base to run 1233."),
        ("timer", [("Gates:WaitFor", "00:10:00")], 1234, ["⏳ waits, wait timer: it waits 10 minutes after the request"], "when wait timer lets it pass (it waits 10 minutes after the request)."),
        ("voted", [("Approval:Count", "2")], 1234, ["⏳ waits, approval: 1 of 2 from @approvers"], "# is on its way: waiting for 1 more of @approvers.\nIt could go at the earliest: when 1 of @approvers says yes."),
        ("base", [], 1234, ["✅ passed, artifact digests: shop.zip"], "It runs in base since # UTC."),
        ("free", [], 1236, ["⛔ refuses, CI run: run 1236 failed in CI"], "mend it and deploy the run that passes."),
        ("free", [], 9999, ["⛔ refuses, CI run: run 9999 is not known to shop's CI"], "It can't go to free: run 9999 is not known to shop's CI."),
        ("deaf", [("Gates:Http:0:Name", "open incidents"), ("Gates:Http:0:Url", "http://127.0.0.1:9/")], 1234, ["⏳ waits, open incidents: can't be evaluated: it could not be reached; asked again at "], " UTC."),
        ("line", [("Approval:Count", "1")], 1234, ["⏳ waits, line: 2nd in line, behind #", "(run 1233, waiting for approval)"], "when 1 of @approvers says yes and line lets it pass (2nd in line, behind # (run 1233, waiting for approval))."),
        ("both", [("Approval:Count", "1"), ("Gates:WaitFor", "05:00:00")], 1234, ["everybody has 5 hours to object, until "], " UTC, when 1 of @approvers says yes."),
        ("glass", [("Approval:Count", "1"), ("Emergency:Group", "approvers"), ("After:0", "one"), ("Gates:HealthBefore", "true")], 1234, ["⛔ refuses, after one"], "deploy it there first: /deploy one run 1234."),
    ];

    [Theory, OnSqlite, OnPostgreSql]
    public async Task In_every_situation_the_words_and_the_final_line_are_right(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:Groups:team:0", People.SecondDeveloper.Id);
        var port = 10;
        foreach (var situation in Situations)
        {
            if (situation.Settings.Length > 0 || situation.Name == "free") world.Settings.Environment(situation.Name, approvals: 0, port: port++);
            foreach (var (key, value) in situation.Settings) world.Settings.Of(situation.Name, key, value);
        }

        var bot = await world.StartBot();
        await bot.Deploy("base", 1234);
        var voted = await bot.Begin(People.Developer, "/deploy voted run 1234");
        await bot.Press(People.Approver, voted, "approve");
        await bot.UntilCardSays(voted, "1 of 2");
        await bot.UntilCardSays(await bot.Begin(People.Developer, "/deploy deaf run 1234"), "can't be evaluated");
        await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy line run 1233"), RunStatus.WaitingForApproval);
        await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy line run 1234"), RunStatus.Queued);
        await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy both run 1234"), RunStatus.WaitingForApproval);

        Assert.True(Situations.Length >= 20);
        foreach (var (name, _, run, says, ends) in Situations)
        {
            var told = (await bot.Type(People.Developer, $"/release why {name} run {run}")).Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").Replace('∗', '*');
            Assert.All(says, words => Assert.True(told.Contains(words, StringComparison.Ordinal), $"{name}: \"{words}\" is not in:\n{told}"));
            var pattern = string.Join(".*", ends.Split('#').Select(System.Text.RegularExpressions.Regex.Escape)).Replace("behind .*", "behind #.*") + "$";
            Assert.True(System.Text.RegularExpressions.Regex.IsMatch(told, pattern, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), $"{name}: it does not end with \"{ends}\":\n{told}");
        }
    }
}
