using ChatOps.Domain.Schedules;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>A schedule's moments: none twice, the missed ones as the policy says.</summary>
public sealed class ScheduleTests
{
    private static readonly MissedPolicy Run = new(GoesLate: true, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Six = new(2030, 3, 5, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_comes_once_at_each_moment()
    {
        var schedule = Daily();
        Assert.Null(schedule.Occur(Run, Six.AddTicks(-1)));
        Assert.True(schedule.Occur(Run, Six) is { Goes: true } first && first.At == Six);
        Assert.Null(schedule.Occur(Run, Six));
        Assert.Equal(Six.AddDays(1), schedule.NextDue);
    }

    [Theory]
    [InlineData(true, 60, true)]
    [InlineData(true, 61, false)]
    [InlineData(false, 1, true)]
    [InlineData(false, 2, false)]
    public void What_was_missed_goes_as_long_as_the_policy_says(bool goesLate, int minutes, bool goes) =>
        Assert.Equal(goes, Daily().Occur(new(goesLate, TimeSpan.FromHours(1)), Six.AddMinutes(minutes))!.Goes);

    [Fact]
    public void Of_several_missed_moments_only_the_latest_counts()
    {
        var schedule = Daily();
        var occurrence = schedule.Occur(Run, Six.AddDays(3).AddMinutes(5))!;
        Assert.Equal((Six.AddDays(3), true, Six.AddDays(4)), (occurrence.At, occurrence.Goes, schedule.NextDue));
        Assert.Contains("earlier ones since 2030-03-05 06:00 UTC were missed", occurrence.Words);
    }

    [Fact]
    public void One_that_has_an_end_ends_by_itself()
    {
        var schedule = New("RRULE:FREQ=DAILY;COUNT=1;BYHOUR=6;BYMINUTE=0;BYSECOND=0");
        Assert.NotNull(schedule.Occur(Run, Six));
        Assert.Equal((null, Six), (schedule.NextDue, schedule.EndedAt));
    }

    [Theory]
    [InlineData("hourly", true)]
    [InlineData("RRULE:FREQ=MINUTELY;INTERVAL=15", true)]
    [InlineData("RRULE:FREQ=MINUTELY;INTERVAL=14", false)]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0,5;BYSECOND=0", false)]
    public void Too_often_is_refused_with_the_two_moments(string typed, bool isGood)
    {
        var words = Schedule.WhyNot(Read(typed), Noon);
        Assert.Equal(isGood, words is null);
        if (!isGood) Assert.Contains("less than 15 minutes apart", words);
    }

    [Fact]
    public void Its_owner_and_approvers_end_it_and_nobody_else()
    {
        var schedule = Daily();
        Assert.Equal((false, "Only developer, who began it, or a member of @approvers can end schedule 0."), schedule.End(SecondDeveloper.Standing(), ["approvers"], Noon));
        Assert.True(schedule.End(Approver.Standing(), ["approvers"], Noon).IsDone);
        Assert.Null(schedule.Occur(Run, Six));
        Assert.False(schedule.End(Developer.Standing(), ["approvers"], Noon).IsDone);
        Assert.Equal(["schedule.begun", "schedule.end-refused", "schedule.ended", "schedule.end-refused"], schedule.TakeEvents().Select(e => e.What));
    }

    private static Schedule Daily() => New("daily 6:00");

    private static Schedule New(string typed) => new("shop", ScheduleKind.Deploy, "staging", "", Read(typed), Developer, "C-RELEASES", Noon);

    private static Recurrence Read(string typed) =>
        TypedRecurrence.TryParse(typed.Split(' '), Noon, TimeZoneInfo.Utc, out var read, out var refusal) ? read.Recurrence : throw new FormatException(refusal);
}
