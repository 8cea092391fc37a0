using static System.DayOfWeek;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>Rules as RFC 5545 writes them, and what they mean, written by hand.</summary>
internal static class TenYearRules
{
    /// <summary>A Thursday. Not midnight, so that what is taken from the start can be seen.</summary>
    public static readonly TimeSpan StartTime = new(2, 30, 0);

    private static readonly int[] AtStart = [150];

    public static readonly IReadOnlyList<HandWritten> All =
    [
        // Each day, at hours at which clocks are changed somewhere.
        new("FREQ=DAILY", AtStart, (_, _) => true),
        new("FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,15,30,45", [.. Enumerable.Range(0, 16).Select(q => q * 15)], (_, _) => true),
        new("FREQ=DAILY;BYHOUR=23;BYMINUTE=30", [1410], (_, _) => true),
        new("FREQ=DAILY;BYHOUR=0;BYMINUTE=0", [0], (_, _) => true),
        new("FREQ=DAILY;INTERVAL=3", AtStart, (d, s) => Days(d, s) % 3 == 0),
        new("FREQ=DAILY;INTERVAL=7;BYDAY=TH,FR", AtStart, (d, s) => Days(d, s) % 7 == 0 && d.DayOfWeek is (Thursday or Friday)),
        new("FREQ=DAILY;BYMONTH=3,10;BYDAY=SU", AtStart, (d, _) => d.Month is (3 or 10) && d.DayOfWeek == Sunday),
        new("FREQ=DAILY;BYMONTHDAY=-1,1", AtStart, (d, _) => d.Day == 1 || d.AddDays(1).Day == 1),
        new("FREQ=DAILY;COUNT=1000;BYHOUR=9;BYMINUTE=0", [540], (_, _) => true, Most: 1000),

        new("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0", [540], (d, _) => d.DayOfWeek is not (Saturday or Sunday)),
        new("FREQ=WEEKLY", AtStart, (d, s) => d.DayOfWeek == s.DayOfWeek),
        new("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", AtStart, (d, s) => d.DayOfWeek is (Sunday or Monday) && Weeks(d, s, Monday) % 2 == 0),
        new("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", AtStart, (d, s) => d.DayOfWeek is (Sunday or Monday) && Weeks(d, s, Sunday) % 2 == 0),
        new("FREQ=WEEKLY;BYDAY=SA,SU;BYMONTH=4,11;BYHOUR=1,2;BYMINUTE=45", [105, 165], (d, _) => d.DayOfWeek is (Saturday or Sunday) && d.Month is (4 or 11)),
        new("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", AtStart, (d, _) => d.DayOfWeek == Friday),

        new("FREQ=MONTHLY", AtStart, (d, s) => d.Day == s.Day),
        new("FREQ=MONTHLY;BYMONTHDAY=31", AtStart, (d, _) => d.Day == 31),
        new("FREQ=MONTHLY;BYMONTHDAY=-3", AtStart, (d, _) => d.AddDays(3).Day == 1),
        new("FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=16;BYMINUTE=0", [960], (d, _) => d.DayOfWeek == Friday && d.AddDays(7).Month != d.Month),
        new("FREQ=MONTHLY;BYDAY=-1SU,2SU", AtStart, (d, _) => d.DayOfWeek == Sunday && (d.AddDays(7).Month != d.Month || d.Day is > 7 and < 15)),
        new("FREQ=MONTHLY;BYDAY=5MO", AtStart, (d, _) => d.DayOfWeek == Monday && d.Day > 28),
        new("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", AtStart, (d, _) => d.DayOfWeek == Friday && d.Day == 13),
        new("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", AtStart, (d, _) => IsWorkday(d) && !DaysTo(d, EndOfMonth(d)).Any(IsWorkday)),
        new("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=7", AtStart, (d, s) => d.Day == 7 && ((d.Year * 12) + d.Month - (s.Year * 12) - s.Month) % 5 == 0),

        new("FREQ=YEARLY", AtStart, (d, s) => d.Month == s.Month && d.Day == s.Day),
        new("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", AtStart, (d, _) => d is { Month: 2, Day: 29 }),
        new("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", AtStart, (d, _) => d.Month == 3 && d.DayOfWeek == Sunday && d.AddDays(7).Month == 4),
        new("FREQ=YEARLY;BYDAY=20MO,-1SU", AtStart, (d, _) => (d.DayOfWeek == Monday && d.DayOfYear is > 133 and < 141) || (d.DayOfWeek == Sunday && d.AddDays(7).Year != d.Year)),
        new("FREQ=YEARLY;BYYEARDAY=1,100,-1", AtStart, (d, _) => d.DayOfYear is 1 or 100 || d.AddDays(1).DayOfYear == 1),
        new("FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU", AtStart, (d, _) => d.DayOfWeek is (Monday or Sunday) && System.Globalization.ISOWeek.GetWeekOfYear(d) is (1 or 53)),
        new("FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", AtStart, (d, _) => d.Month == 11 && d.DayOfWeek == Tuesday && d.Day is > 1 and < 9),
        new("FREQ=YEARLY;BYMONTH=1,7;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-2", AtStart, IsFirstOrLastButOneWorkdayOfJanuaryAndJuly),

        new("FREQ=HOURLY", EachHour(30), (t, s) => t.Minute == s.Minute),
        new("FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,20", EachHour(0, 20), (t, s) => t.Minute is 0 or 20 && ((Days(t, s) * 24) + t.Hour - s.Hour) % 5 == 0),
        new("FREQ=HOURLY;BYHOUR=1,2,3;BYDAY=SU;BYMINUTE=10", [70, 130, 190], (t, _) => t.DayOfWeek == Sunday),
        new("FREQ=HOURLY;BYMINUTE=0,15,30,45;BYSETPOS=2", EachHour(15), (t, _) => t.Minute == 15),
        new("FREQ=MINUTELY;INTERVAL=20;BYMONTH=3,4,9,10,11,12", EachHour(10, 30, 50), (t, s) => t.Month is (3 or 4 or > 8) && (long)(t - s).TotalMinutes % 20 == 0),
        new("FREQ=MINUTELY;INTERVAL=1010", [.. Enumerable.Range(0, 144).Select(m => m * 10)], (t, s) => (long)(t - s).TotalMinutes % 1010 == 0),
    ];

    private static int[] EachHour(params int[] minutes) => [.. Enumerable.Range(0, 24).SelectMany(h => minutes.Select(m => (h * 60) + m))];

    private static int Days(DateTime d, DateTime start) => (d.Date - start.Date).Days;

    private static int Weeks(DateTime d, DateTime start, DayOfWeek first)
    {
        var begin = start.Date;
        while (begin.DayOfWeek != first) begin = begin.AddDays(-1);
        return (d.Date - begin).Days / 7;
    }

    private static bool IsWorkday(DateTime d) => d.DayOfWeek is not (Saturday or Sunday);

    private static DateTime EndOfMonth(DateTime d) => new(d.Year, d.Month, DateTime.DaysInMonth(d.Year, d.Month));

    private static IEnumerable<DateTime> DaysTo(DateTime d, DateTime end)
    {
        for (var day = d.Date.AddDays(1); day <= end; day = day.AddDays(1)) yield return day;
    }

    private static bool IsFirstOrLastButOneWorkdayOfJanuaryAndJuly(DateTime d, DateTime start)
    {
        if (d.Month is not (1 or 7) || !IsWorkday(d)) return false;
        var laterInJuly = DaysTo(d, new DateTime(d.Year, 7, 31)).Count(x => x.Month is 1 or 7 && IsWorkday(x));
        var earlier = DaysTo(new DateTime(d.Year - 1, 12, 31), d.Date.AddDays(-1)).Count(x => x.Month is 1 or 7 && IsWorkday(x));
        return earlier == 0 || laterInJuly == 1;
    }
}
