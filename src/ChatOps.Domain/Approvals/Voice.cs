namespace ChatOps.Domain.Approvals;

/// <summary>For whom somebody speaks: for themselves if they may, else in the place of somebody who delegated their vote to them.</summary>
/// <param name="Groups">The groups that it may count for now; empty if it is not their turn.</param>
/// <param name="InPlaceOf">Null: they speak for themselves.</param>
internal sealed record Voice(Person Whose, IReadOnlyList<string> Groups, Standing? InPlaceOf)
{
    /// <param name="askedNow">The groups that are asked now; null: any of the policy's, as for a no.</param>
    /// <returns>Null if neither they nor those who delegated to them are in a group of the policy.</returns>
    public static Voice? Of(Standing standing, ApprovalPolicy policy, IReadOnlyList<string>? askedNow)
    {
        var all = policy.Asked.Select(p => p.Group).ToList();
        Voice? early = null;
        foreach (var (who, other) in standing.InPlaceOf.Where(o => o.Objection is null).Select(o => (Who: o, Other: (Standing?)o)).Prepend((standing, null)))
        {
            if (!all.Any(who.IsIn)) continue;
            var voice = new Voice(who.Person, [.. (askedNow ?? all).Where(who.IsIn)], other);
            if (voice.Groups.Count > 0) return voice;
            early ??= voice;
        }

        return early;
    }
}
