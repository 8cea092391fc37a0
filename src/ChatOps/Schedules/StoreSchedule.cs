using ChatOps.Domain.Schedules;
using ChatOps.Persistence;

namespace ChatOps.Schedules;

/// <summary>Stores a schedule with its audit entries, and has its next moment waited for.</summary>
internal static class StoreSchedule
{
    public static async Task<Schedule> Add(this Commit commit, Schedule schedule)
    {
        commit.Db.Schedules.Add(schedule);
        await commit.Db.SaveChangesAsync();
        commit.Store(schedule);
        return schedule;
    }

    public static void Store(this Commit commit, Schedule schedule)
    {
        foreach (var happened in schedule.TakeEvents()) commit.Record(happened, run: null);
        commit.Leaves(ToDo.Schedules);
    }
}
