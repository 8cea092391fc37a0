using ChatOps.Domain.Audit;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Audit;

public sealed class AuditChainTests
{
    private static List<AuditEntry> Chain()
    {
        var chain = new List<AuditEntry>();
        for (var i = 0; i < 5; i++)
            chain.Add(AuditEntry.After(chain.LastOrDefault(), Noon.AddSeconds(i), "vote.counted", run: 57, Approver, $"reason {i}", DigestOf("shop 1234")));
        return chain;
    }

    private static string? FirstFault(IEnumerable<AuditEntry> chain)
    {
        AuditEntry? before = null;
        foreach (var entry in chain)
        {
            if (entry.FaultAfter(before) is { } fault) return fault;
            before = entry;
        }

        return null;
    }

    [Fact]
    public void A_chain_as_it_was_written_holds()
    {
        Assert.Null(FirstFault(Chain()));
        Assert.Null(FirstFault([]));
        Assert.Equal([1, 2, 3, 4, 5], Chain().Select(e => e.Number));
        Assert.Equal(AuditEntry.Start, Chain()[0].Previous);
    }

    public static TheoryData<string> Fields => ["At", "What", "Run", "Run null", "Who id", "Who workspace", "Who name", "Who null", "Why", "Digest", "Digest null"];

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_changed_field_names_its_entry(string field)
    {
        var chain = Chain();
        var entry = chain[2];
        chain[2] = field switch
        {
            "At" => entry with { At = entry.At.AddMicroseconds(1) },
            "What" => entry with { What = "vote.refused" },
            "Run" => entry with { Run = 58 },
            "Run null" => entry with { Run = null },
            "Who id" => entry with { Who = Approver with { Id = "U-OTHER" } },
            "Who workspace" => entry with { Who = Approver with { Workspace = "T-OTHER" } },
            "Who name" => entry with { Who = Approver with { Name = "other" } },
            "Who null" => entry with { Who = null },
            "Why" => entry with { Why = entry.Why + " " },
            "Digest" => entry with { Digest = DigestOf("shop 1235") },
            _ => entry with { Digest = null },
        };

        Assert.Equal("entry 3 was changed: its content does not match its hash", FirstFault(chain));
    }

    [Fact]
    public void A_changed_hash_names_its_entry()
    {
        var chain = Chain();
        chain[1] = chain[1] with { Hash = DigestOf("forged") };

        Assert.Equal("entry 2 was changed: its content does not match its hash", FirstFault(chain));
    }

    [Fact]
    public void An_entry_written_anew_with_a_matching_hash_breaks_the_one_after_it()
    {
        var chain = Chain();
        chain[2] = AuditEntry.After(chain[1], Noon, "vote.counted", 57, Approver, "another reason", digest: null);

        Assert.Equal("entry 4 does not follow entry 3: one of them was changed", FirstFault(chain));
    }

    [Theory]
    [InlineData(0, "entry 1 is missing: entry 2 comes next")]
    [InlineData(2, "entry 3 is missing: entry 4 comes next")]
    public void A_removed_entry_is_named(int index, string words)
    {
        var chain = Chain();
        chain.RemoveAt(index);

        Assert.Equal(words, FirstFault(chain));
    }

    [Fact]
    public void Swapped_entries_are_found()
    {
        var chain = Chain();
        (chain[1], chain[2]) = (chain[2], chain[1]);
        Assert.Equal("entry 2 is missing: entry 3 comes next", FirstFault(chain));

        (chain[1], chain[2]) = (chain[1] with { Number = 2 }, chain[2] with { Number = 3 });
        Assert.Equal("entry 2 does not follow entry 1: one of them was changed", FirstFault(chain));
    }

    [Fact]
    public void An_entry_slipped_in_is_found()
    {
        var chain = Chain();
        chain.Insert(2, AuditEntry.After(chain[1], Noon, "vote.counted", 57, Approver, "slipped in", digest: null));

        Assert.Equal("entry 4 is missing: entry 3 comes next", FirstFault(chain));
    }

    [Fact]
    public void No_two_facts_read_the_same()
    {
        var asName = AuditEntry.After(null, Noon, "a", null, Developer with { Id = "ab", Workspace = "c" }, "", null);
        var asWorkspace = AuditEntry.After(null, Noon, "a", null, Developer with { Id = "a", Workspace = "bc" }, "", null);
        var separators = AuditEntry.After(null, Noon, "a;1:b", null, null, "", null);
        var fields = AuditEntry.After(null, Noon, "a", null, null, "1:b;", null);

        Assert.Equal(4, new[] { asName, asWorkspace, separators, fields }.Select(e => e.Hash).Distinct().Count());
    }

    [Fact]
    public void Moments_are_kept_as_finely_as_both_databases_keep_them_and_in_utc()
    {
        var entry = AuditEntry.After(null, new DateTimeOffset(2030, 3, 4, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(19), "a", null, null, "", null);

        Assert.Equal(Noon.AddTicks(10), entry.At);
        Assert.Equal(TimeSpan.Zero, entry.At.Offset);
        Assert.Null(entry.FaultAfter(null));
    }
}
