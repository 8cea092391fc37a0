using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Environments;

/// <summary>One lock at a time, and who may end it.</summary>
public sealed class EnvironmentLockTests
{
    private static readonly LockPolicy ThreeHours = new(TimeSpan.FromHours(3), TimeSpan.FromHours(1));

    private readonly EnvironmentRecord _staging = new("shop", "staging");

    [Fact]
    public void Its_owner_alone_passes()
    {
        Take(Developer);

        Assert.False(_staging.Lock!.Bars(Developer with { Name = "another name" }));
        Assert.True(_staging.Lock.Bars(SecondDeveloper));
        Assert.True(_staging.Lock.Bars(by: null));
    }

    [Fact]
    public void A_lock_of_the_bot_lets_nobody_pass_and_only_an_approver_ends_it()
    {
        Take(by: null);

        Assert.True(_staging.Lock!.Bars(Developer));
        Assert.Contains("locked by the bot", _staging.Lock.ToString());
        Assert.Equal("Only a member of @approvers can unlock staging.", Release(Developer).Words);
        Assert.True(Release(Approver).IsDone);
    }

    [Fact]
    public void The_policy_ends_a_lock_that_was_taken_without_an_end()
    {
        Take(Developer);
        Assert.Equal(Noon.AddHours(3), _staging.Lock!.Until);

        Assert.True(_staging.Lock.IsOn(Noon.AddHours(3).AddTicks(-1)));
        Assert.False(_staging.Lock.IsOn(Noon.AddHours(3)));
    }

    [Fact]
    public void A_lock_that_is_over_gives_way_to_the_next_and_is_recorded_as_ended()
    {
        Take(Developer);
        _staging.TakeEvents();

        Assert.True(_staging.TakeLock(SecondDeveloper, "mine", until: null, "C1", LockPolicy.Default, Noon.AddHours(4)).IsDone);
        Assert.Equal(["lock.expired", "lock.taken"], _staging.TakeEvents().Select(e => e.What));
        Assert.Null(_staging.Lock!.Until);
    }

    [Fact]
    public void An_end_in_the_past_is_refused()
    {
        var answer = _staging.TakeLock(Developer, "x", Noon, "C1", ThreeHours, Noon);

        Assert.False(answer.IsDone);
        Assert.Contains("is over", answer.Words);
        Assert.Null(_staging.Lock);
    }

    [Fact]
    public void The_reminder_comes_once_and_then_the_end()
    {
        Take(Developer);
        Assert.Equal(Noon.AddHours(1), _staging.LockDueAt);
        Assert.Null(_staging.LookAtLock(Noon.AddMinutes(59)));

        Assert.Equal(LockDue.Reminder, _staging.LookAtLock(Noon.AddHours(1))?.Due);
        Assert.Null(_staging.LookAtLock(Noon.AddHours(2)));
        Assert.Equal(Noon.AddHours(3), _staging.LockDueAt);
        Assert.Equal(LockDue.Ended, _staging.LookAtLock(Noon.AddHours(3))?.Due);
        Assert.Null(_staging.LockDueAt);
        Assert.Null(_staging.LookAtLock(Noon.AddHours(9)));
    }

    [Theory]
    [InlineData(120, 60)]
    [InlineData(60, 45)]
    [InlineData(30, 15)]
    [InlineData(29, null)]
    public void A_lock_that_ends_sooner_is_reminded_of_before_its_end(int minutes, int? reminded) =>
        Assert.Equal(reminded is { } m ? Noon.AddMinutes(m) : null, ThreeHours.RemindAt(Noon, Noon.AddMinutes(minutes)));

    [Fact]
    public void Whoever_was_given_it_owns_it()
    {
        Take(Developer);

        Assert.True(_staging.HandOverLock(Developer.Standing(), SecondDeveloper.Standing(), ["approvers"], Noon).IsDone);
        Assert.False(_staging.Lock!.Bars(SecondDeveloper));
        Assert.False(Release(Developer).IsDone);
        Assert.True(Release(SecondDeveloper).IsDone);
    }

    [Fact]
    public void It_is_given_to_members_only()
    {
        Take(Developer);

        Assert.Contains("guests can't", _staging.HandOverLock(Developer.Standing(), SecondDeveloper.Standing(MemberKind.Guest), ["approvers"], Noon).Words);
        Assert.Contains("has the lock of staging already", _staging.HandOverLock(Developer.Standing(), Developer.Standing(), ["approvers"], Noon).Words);
        Assert.Contains("not locked", new EnvironmentRecord("shop", "dev").HandOverLock(Developer.Standing(), SecondDeveloper.Standing(), [], Noon).Words);
    }

    [Fact]
    public void Without_approvers_its_owner_alone_ends_it()
    {
        Take(Developer);

        Assert.Equal("Only developer can unlock staging.", _staging.ReleaseLock(Approver.Standing(), [], reason: null, of: null, Noon).Words);
    }

    [Fact]
    public void Every_change_and_every_refusal_is_one_event_that_names_the_environment()
    {
        Take(Developer);
        Take(SecondDeveloper);
        Release(SecondDeveloper);
        Release(Developer);

        var events = _staging.TakeEvents();
        Assert.Equal(["lock.taken", "lock.refused", "unlock.refused", "lock.released"], events.Select(e => e.What));
        Assert.All(events, e => Assert.StartsWith("shop staging: ", e.Why));
        Assert.Empty(_staging.TakeEvents());
    }

    [Fact]
    public void A_hold_is_ended_by_its_holder_or_an_approver()
    {
        Assert.True(_staging.BeginHold(Developer, "audit", Noon).IsDone);
        Assert.False(_staging.BeginHold(Approver, "me too", Noon).IsDone);
        Assert.False(_staging.EndHold(SecondDeveloper.Standing(), ["approvers"], reason: null).IsDone);
        Assert.True(_staging.EndHold(Approver.Standing(), ["approvers"], "done").IsDone);
        Assert.Null(_staging.Hold);
        Assert.Equal(["hold.begun", "hold.refused", "resume.refused", "hold.ended"], _staging.TakeEvents().Select(e => e.What));
    }

    private EnvironmentAnswer Take(Person? by) => _staging.TakeLock(by, "load test", until: null, "C1", ThreeHours, Noon);

    private EnvironmentAnswer Release(Person by) => _staging.ReleaseLock(by.Standing(), ["approvers"], reason: null, of: null, Noon);
}
