using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

/// <summary>What stays in the store, and what may go. Ten releases of the shop, an hour apart; no rule keeps one but the last, unless a test says so.</summary>
public class RetentionTests
{
    private static readonly RetentionPolicy Strict = new(KeepReleases: 1, KeepPromoted: 0, KeepFor: TimeSpan.Zero);

    private static readonly DateTimeOffset Later = World.Noon.AddDays(100);

    private static readonly RetentionFacts Ten = new([.. Enumerable.Range(1, 10).Select(i => Stored(i))]);

    [Fact]
    public void Without_anybody_who_needs_them_all_but_the_last_go()
    {
        var surplus = Of(Ten);
        Assert.Equal(Ids(1, 2, 3, 4, 5, 6, 7, 8, 9), surplus.Releases.Select(r => r.Id));
        Assert.Equal(9, surplus.Bytes.Count);
        Assert.Equal("9 releases, 90 B", surplus.ToString());
    }

    [Fact]
    public void What_runs_its_way_back_what_a_run_has_pinned_and_what_is_owed_stay() => Assert.Equal(
        Ids(5, 6, 7, 8, 9), Gone(Ten with { Running = [1], WaysBack = [2], Pinned = [3], Owed = [4] }));

    [Fact]
    public void What_somebody_has_asked_for_stays_before_it_is_pinned() =>
        Assert.Equal(Ids(1, 3, 4, 5, 6, 7, 8, 9), Gone(Ten with { AskedFor = new HashSet<(string, long)> { ("shop", 1002), ("other", 1003) } }));

    [Fact]
    public void The_last_of_each_project_stay_by_the_time_they_were_taken_in()
    {
        var facts = new RetentionFacts([.. Ten.Stored, Stored(11, "other"), Stored(12, "other") with { TakenInAt = World.Noon }]);
        Assert.Equal(Ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 12), Gone(facts));
        Assert.Equal(Ids(1, 2, 3, 4, 5, 6, 7), Gone(facts, Strict with { KeepReleases = 3 }));
    }

    [Fact]
    public void The_young_stay()
    {
        Assert.Empty(Gone(Ten, Strict with { KeepFor = Later - World.Noon }));
        Assert.Equal(Ids(1, 2, 3, 4, 5), Gone(Ten, Strict with { KeepFor = Later - World.Noon.AddHours(5) }));
    }

    [Fact]
    public void The_last_that_were_promoted_stay_in_each_environment()
    {
        var facts = Ten with
        {
            Promoted = [new("shop", "production", 1, 30), new("shop", "production", 2, 20), new("shop", "production", 1, 10), new("shop", "production", 3, 5), new("shop", "canary", 4, 1)],
        };
        Assert.Equal(Ids(3, 5, 6, 7, 8, 9), Gone(facts, Strict with { KeepPromoted = 2 }));
    }

    [Fact]
    public void Bytes_that_a_kept_release_has_too_stay_and_so_does_their_other_release()
    {
        var shared = Stored(1).Artifacts[0];
        var facts = new RetentionFacts([Stored(1), Stored(2) with { Artifacts = [shared, Stored(2).Artifacts[0]] }, Stored(3) with { Artifacts = [shared] }]);
        var surplus = Retention.Of(facts, Bytes(facts), Strict, Later);
        Assert.Equal(Ids(2), surplus.Releases.Select(r => r.Id));
        Assert.Equal([Stored(2).Artifacts[0].Digest], surplus.Bytes.Select(b => b.Digest));

        var none = facts with { Stored = [.. facts.Stored, Stored(4)] };
        Assert.Equal(2, Retention.Of(none, Bytes(none), Strict, Later).Bytes.Count);
    }

    [Fact]
    public void Bytes_of_no_release_go_when_they_are_old_unless_one_project_is_cleaned()
    {
        StoredBytes lost = new(World.DigestOf("nobody's"), 7, World.Noon);
        Assert.Equal([lost], Retention.Of(new([]), [lost], Strict, Later).Bytes);
        Assert.Empty(Retention.Of(new([]), [lost], Strict, Later, "shop").Bytes);
        Assert.Empty(Retention.Of(new([]), [lost], Strict with { KeepFor = Later - World.Noon + TimeSpan.FromTicks(1) }, Later).Bytes);
    }

    [Fact]
    public void A_project_is_cleaned_without_touching_another()
    {
        var theirs = Stored(11, "other") with { Artifacts = [Stored(1).Artifacts[0]] };
        var facts = new RetentionFacts([.. Ten.Stored, theirs, Stored(12, "other")]);
        Assert.Equal(Ids(2, 3, 4, 5, 6, 7, 8, 9), Retention.Of(facts, Bytes(facts), Strict, Later, "shop").Releases.Select(r => r.Id));
        Assert.Equal(Ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 11), Gone(facts));
    }

    [Fact]
    public void A_release_whose_bytes_are_gone_already_is_named_too()
    {
        var surplus = Retention.Of(Ten, [], Strict, Later);
        Assert.Equal((9, 0), (surplus.Releases.Count, surplus.Bytes.Count));
        Assert.False(surplus.IsNothing);
    }

    private static long[] Ids(params long[] ids) => ids;

    private static IEnumerable<long> Gone(RetentionFacts facts, RetentionPolicy? policy = null) => Of(facts, policy).Releases.Select(r => r.Id);

    private static Surplus Of(RetentionFacts facts, RetentionPolicy? policy = null) => Retention.Of(facts, Bytes(facts), policy ?? Strict, Later);

    private static IReadOnlyList<StoredBytes> Bytes(RetentionFacts facts) =>
        [.. facts.Stored.SelectMany(r => r.Artifacts).Select(a => a.Digest).Distinct().Select(d => new StoredBytes(d, 10, World.Noon))];

    private static StoredRelease Stored(long id, string project = "shop") =>
        new(id, project, 1000 + id, World.Noon.AddHours(id), [new("shop.zip", 10, World.DigestOf($"shop {id}"))]);
}
