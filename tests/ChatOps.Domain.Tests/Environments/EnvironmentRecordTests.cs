using ChatOps.Domain.Environments;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Environments;

public sealed class EnvironmentRecordTests
{
    private readonly EnvironmentRecord _staging = new("shop", "staging");

    [Fact]
    public void Every_attempt_has_a_higher_token()
    {
        var first = _staging.TakeTurn(57);
        _staging.EndTurn(57, now: null);

        Assert.True(_staging.TakeTurn(58) > first);
    }

    [Fact]
    public void One_run_at_a_time_changes_it()
    {
        _staging.TakeTurn(57);

        Assert.Throws<InvalidOperationException>(() => _staging.TakeTurn(58));
        Assert.Equal(57, _staging.ApplyingRun);
    }

    [Fact]
    public void What_succeeded_runs_there()
    {
        _staging.TakeTurn(57);
        _staging.EndTurn(57, Run1233);

        Assert.Equal((Run1233, null), (_staging.Current, _staging.ApplyingRun));
    }

    [Fact]
    public void What_did_not_succeed_leaves_what_ran_before()
    {
        _staging.TakeTurn(57);
        _staging.EndTurn(57, Run1233);
        _staging.TakeTurn(58);
        _staging.EndTurn(58, now: null);

        Assert.Equal(Run1233, _staging.Current);
    }

    [Fact]
    public void Only_whose_turn_it_is_ends_it()
    {
        _staging.TakeTurn(57);

        _staging.EndTurn(58, Run1233);

        Assert.Equal((57, null), (_staging.ApplyingRun, _staging.Current));
    }
}
