using System.Globalization;
using ChatOps.Tests.Slack;
using Npgsql;

namespace ChatOps.Tests.FrontDoor;

/// <summary>
/// The clock on the wall of a world: the bots', the database's and Slack's, all of them. It goes on as real time does, from the moment that it was set to.
/// PostgreSQL has its own clock, so there the database is given a function of that name, which it finds before the server's.
/// </summary>
internal sealed class WorldClock
{
    private readonly ShiftedTime _time = new();
    private readonly World _world;
    private bool _stands;

    private WorldClock(World world)
    {
        _world = world;
        world.Time = world.Slack.Time = _time;
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <param name="utc">What it shows at first, such as <c>2026-11-21T12:30Z</c>.</param>
    public static async Task<WorldClock> In(World world, string utc)
    {
        var clock = new WorldClock(world);
        if (world.Settings.ConnectionString is { } database)
        {
            await Prepared.Database(world.Settings);
            await PostgreSqlServer.AddClock(database);
        }

        await clock.Set(utc);
        return clock;
    }

    public Task Set(string utc) => Move(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - Now);

    public async Task Move(TimeSpan by)
    {
        _time.Move(by);
        if (_world.Settings.ConnectionString is not { } database) return;
        if (_stands) await PostgreSqlServer.StopClock(database, Now);
        else await PostgreSqlServer.SetClock(database, Now - TimeProvider.System.GetUtcNow());
    }

    /// <summary>From now on time goes by only when it is moved: what falls due by itself never does.</summary>
    public async Task StandStill()
    {
        var ticks = Now.UtcTicks;
        _stands = true;
        // PostgreSQL knows no more than microseconds.
        _time.StandStill(new(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero));
        if (_world.Settings.ConnectionString is { } database) await PostgreSqlServer.StopClock(database, Now);
    }

    /// <summary>The bot is down while time goes by.</summary>
    public async Task<BotHost> StopUntil(BotHost bot, string utc)
    {
        await bot.Stop();
        await Set(utc);
        return await _world.StartBot();
    }
}
