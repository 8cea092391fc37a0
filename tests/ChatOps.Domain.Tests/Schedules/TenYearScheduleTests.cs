using ChatOps.Domain.Schedules;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>
/// A schedule that is looked at again and again for ten years, by clocks that go on in uneven steps, are set back now and then, and are not looked at for hours while the bot is
/// down: every moment of the second implementation is answered for once, by one occurrence; none is left over, none comes twice.
/// </summary>
public sealed class TenYearScheduleTests
{
    private static readonly DateTime Start = new(2026, 1, 1);

    private static readonly DateTime End = Start.AddYears(10);

    private static readonly MissedPolicy Policy = new(GoesLate: true, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Chatham")]
    public void Nothing_is_missed_and_nothing_is_doubled(string zone)
    {
        HandWritten[] rules =
        [
            new("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", [150], (_, _) => true),
            new("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30", [150, 210], (_, _) => true),
            new("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0", [540], (d, _) => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
            new("FREQ=WEEKLY;BYDAY=SU;BYHOUR=0,1,2,3;BYMINUTE=15", [15, 75, 135, 195], (d, _) => d.DayOfWeek == DayOfWeek.Sunday),
        ];
        foreach (var (rule, seed) in rules.Select((r, i) => (r, 20261121 + i)))
        {
            var wanted = ByHand.All(zone, Start, End.AddYears(1), rule);
            Walk(zone, rule, wanted, seed);
        }
    }

    private static void Walk(string zone, HandWritten rule, DateTime[] wanted, int seed)
    {
        var random = new Random(seed);
        var recurrence = new Recurrence(RecurrenceRule.Parse(rule.Rule), Start, TimeZoneInfo.FindSystemTimeZoneById(zone));
        var now = new DateTimeOffset(Start.AddDays(-1), TimeSpan.Zero);
        var schedule = new Schedule("shop", ScheduleKind.Notify, null, "", recurrence, Developer, "C-RELEASES", now);
        var (next, went, left, setBack) = (0, 0, 0, 0);
        while (wanted[next] < End)
        {
            Check(schedule.NextDue?.UtcDateTime == wanted[next], "waits for another moment than the next");
            if (schedule.Occur(Policy, now) is { } occurrence)
            {
                // It answers for all that came since the last; what is behind the present moment is still to come.
                var last = next;
                while (last + 1 < wanted.Length && wanted[last + 1] <= now.UtcDateTime) last++;
                Check(wanted[next] <= now.UtcDateTime && occurrence.At.UtcDateTime == wanted[last], "is another moment than the last one");
                Check(occurrence.Goes == (now <= Policy.Latest(occurrence.At)), "goes, or not");
                Check(last > next == occurrence.Words.Contains("earlier ones", StringComparison.Ordinal), "tells of those before");
                (went, left) = occurrence.Goes ? (went + 1, left + last - next) : (went, left + last - next + 1);
                next = last + 1;

                // Another look, as by another node or by a clock that was set back, finds nothing.
                if (random.Next(4) != 0) continue;
                setBack++;
                Check(schedule.Occur(Policy, now.AddSeconds(-random.Next(3600))) is null, "comes a second time");
            }
            else
            {
                Check(now.UtcDateTime < wanted[next], "is missed");
            }

            now += random.Next(40) switch
            {
                0 => TimeSpan.FromMinutes(random.Next(1, 4000)),
                < 20 => TimeSpan.FromTicks(Math.Max(1, (schedule.NextDue ?? now).UtcTicks - now.UtcTicks + random.Next(2, 5_000) - 2)),
                < 38 => TimeSpan.FromSeconds(random.Next(1, 7200)),
                _ => TimeSpan.FromSeconds(random.Next(1, 5)),
            };
        }

        Assert.True(went + left == next, $"{rule.Rule} in {zone}: {next} moments, {went} went, {left} were left out");
        Assert.True(went > next / 3 && left > 10 && setBack > 100, $"A walk that tests little: {went} went, {left} were left out, set back {setBack} times");

        void Check(bool isRight, string what)
        {
            if (!isRight) Assert.Fail($"{rule.Rule} in {zone}, seed {seed}, at {now:u}: {what}; {wanted[next]:u} is next, and it waits for {schedule.NextDue:u}");
        }
    }
}
