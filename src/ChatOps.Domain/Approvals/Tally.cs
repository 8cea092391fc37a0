namespace ChatOps.Domain.Approvals;

/// <summary>How far the parts of a policy are filled by those who said yes. Each of them counts for one part only, in the way that fills the most.</summary>
public sealed class Tally
{
    private readonly ApprovalPolicy _policy;
    private readonly List<Vote>[] _filled;

    private Tally(ApprovalPolicy policy) => (_policy, _filled) = (policy, [.. policy.Asked.Select(_ => new List<Vote>())]);

    /// <param name="votes">Those that count, one a person.</param>
    public static Tally Of(ApprovalPolicy policy, IEnumerable<Vote> votes)
    {
        var tally = new Tally(policy);
        foreach (var vote in votes) tally.TrySeat(vote, []);
        return tally;
    }

    public bool IsFull => _policy.Asked.Zip(_filled).All(p => p.Second.Count >= p.First.Count);

    /// <summary>How many more people must say yes.</summary>
    public int Missing => _policy.Asked.Zip(_filled).Sum(p => Math.Max(0, p.First.Count - p.Second.Count));

    /// <summary>The parts that are asked now: all that are not full, or, in order, the first of them.</summary>
    public IReadOnlyList<ApprovalPart> AskedNow
    {
        get
        {
            var open = _policy.Asked.Zip(_filled).Where(p => p.Second.Count < p.First.Count).Select(p => p.First);
            return [.. _policy.InOrder ? open.Take(1) : open];
        }
    }

    /// <summary>The groups that a vote may count for now: in order, those that are asked. Side by side, or once all parts are full, anybody of them may still say so.</summary>
    public IReadOnlyList<string> GroupsAskedNow => [.. (IsFull || !_policy.InOrder ? _policy.Asked : AskedNow).Select(p => p.Group)];

    /// <summary>Such as <c>1 of 2 from @approvers</c>.</summary>
    public string Words => string.Join(", ", _policy.Asked.Zip(_filled).Select(p => $"{p.Second.Count} of {p.First.Count} from @{p.First.Group}"));

    /// <summary>Such as <c>waiting for 1 more of @team; then 2 of @release-managers are asked</c>.</summary>
    public string WaitsFor
    {
        get
        {
            var now = AskedNow;
            var missing = string.Join(" and ", now.Select(p => $"{p.Count - Seats(p)} more of @{p.Group}"));
            var later = _policy.InOrder ? _policy.Asked.Zip(_filled).Where(p => p.Second.Count < p.First.Count).Select(p => p.First).Skip(1).ToList() : [];
            var then = later.Count == 0 ? "" : $"; then {string.Join(", then ", later.Select(p => $"{p.Count} of @{p.Group}"))} {(later is [{ Count: 1 }] ? "is" : "are")} asked";
            return $"waiting for {missing}{then}";
        }
    }

    /// <summary>Such as <c>1 of @team says yes, then 2 of @release-managers say yes</c>.</summary>
    public string StillNeeds => string.Join(_policy.InOrder ? ", then " : " and ", _policy.Asked.Zip(_filled)
        .Select(p => (p.First.Group, Missing: p.First.Count - p.Second.Count)).Where(p => p.Missing > 0)
        .Select(p => $"{p.Missing} of @{p.Group} {(p.Missing == 1 ? "says" : "say")} yes"));

    private int Seats(ApprovalPart part) => _filled[_policy.Asked.TakeWhile(p => p != part).Count()].Count;

    // Somebody who sits where only they could be replaced moves over, if that lets one more sit down.
    private bool TrySeat(Vote vote, HashSet<int> tried)
    {
        for (var i = 0; i < _filled.Length; i++)
        {
            var part = _policy.Asked[i];
            if (!vote.MayCountFor(part.Group) || !tried.Add(i)) continue;
            if (_filled[i].Count < part.Count)
            {
                _filled[i].Add(vote);
                return true;
            }

            foreach (var seated in _filled[i].ToList())
            {
                _filled[i].Remove(seated);
                if (TrySeat(seated, tried))
                {
                    _filled[i].Add(vote);
                    return true;
                }

                _filled[i].Add(seated);
            }
        }

        return false;
    }
}
