using ChatOps.Tests.FrontDoor;
using Microsoft.AspNetCore.Http;
using static ChatOps.Tests.Approvals.MovedDecision;

namespace ChatOps.Tests.Approvals;

/// <summary>The rules move, or who may decide.</summary>
public class MovedRulesTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public Task The_policy_is_edited(Storage storage) =>
        AtEveryStep(storage, "the approval policy changed", m => m.World.Settings.Of("live", "Approval:NotAuthors", "true"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Another_rule_of_the_environment_is_edited(Storage storage) =>
        AtEveryStep(storage, "the policy changed", m => m.World.Settings.Of("live", "Gates:OnlyNewer", "true"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task An_approver_leaves_the_group(Storage storage) =>
        AtEveryStep(storage, "approver is no longer in @approvers", m => m.World.Slack.Approvers = [People.SecondApprover, People.ThirdApprover]);

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_gate_gets_worse(Storage storage) =>
        AtEveryStep(storage, "$.open is 2, and 0 is asked for", m => m.Monitoring.Answer = http => http.Response.WriteAsync("""{"open":2}"""));

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_freeze_begins(Storage storage) =>
        AtEveryStep(storage, "frozen by", _ => { }, bot => bot.Type(People.ThirdApprover, "/release freeze \"outage\""));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Somebody_locks_the_environment(Storage storage) =>
        AtEveryStep(storage, "locked by second-developer", _ => { }, bot => bot.Type(People.SecondDeveloper, "/release lock live because load test"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task The_target_is_edited(Storage storage) =>
        AtEveryStep(storage, "the target's settings changed", m => m.World.Settings.Of("live", "Target:Port", "44"));

    [Theory, OnSqlite, OnPostgreSql]
    public Task Approvals_expire(Storage storage) => AtEveryStep(storage, "approvals hold for 24 hours", _ => { }, unanswered: "nobody answered in time", after: TimeSpan.FromHours(24));
}
