namespace ChatOps.Domain.Deployments;

/// <summary>How an environment is delivered to: the four measures that teams compare, and how long people were waited for.</summary>
/// <remarks>https://dora.dev/guides/dora-metrics-four-keys/</remarks>
/// <param name="Tried">New releases that were to serve.</param>
/// <param name="Deployments">Those that came to serve.</param>
/// <param name="Failed">Those that did not, or were taken back afterwards.</param>
/// <param name="LeadTime">From the begin of the CI run until it served: half were faster. Null if none came; the next ones likewise.</param>
/// <param name="Restored">From a failure until a release served well again: half were faster.</param>
/// <param name="Approval">From the moment its release was ready until the last vote: half were faster.</param>
public sealed record DeliveryMetrics(int Tried, int Deployments, int Failed, TimeSpan? LeadTime, TimeSpan? Restored, TimeSpan? Approval)
{
    /// <param name="ended">Deployments of one environment that have ended, oldest first.</param>
    public static DeliveryMetrics Of(IReadOnlyList<Delivery> ended)
    {
        var (lead, restored) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (tried, served, failed) = (0, 0, 0);
        for (var i = 0; i < ended.Count; i++)
        {
            var one = ended[i];
            if (one.IsRollback || one.Outcome == DeploymentOutcome.Cancelled) continue;
            tried++;
            var next = i + 1 < ended.Count ? ended[i + 1] : null;
            if (one.Outcome == DeploymentOutcome.Succeeded)
            {
                served++;
                if (one.BuiltAt is { } built) lead.Add(one.EndedAt - built);
                if (next is not { IsRollback: true, Outcome: DeploymentOutcome.Succeeded }) continue;
                failed++;
                restored.Add(next.EndedAt - one.EndedAt);
            }
            else
            {
                failed++;
                // What the bot took back itself served well again when that was done.
                if (one.Outcome == DeploymentOutcome.RolledBack) restored.Add(one.EndedAt - one.BegunAt);
                else if (ended.Skip(i + 1).FirstOrDefault(d => d.Outcome == DeploymentOutcome.Succeeded) is { } well) restored.Add(well.EndedAt - one.BegunAt);
            }
        }

        return new(tried, served, failed, Middle(lead), Middle(restored), Middle([.. ended.Where(d => d.Approval is not null).Select(d => d.Approval!.Value)]));
    }

    /// <summary>How many of those that were tried failed or were taken back, in percent.</summary>
    public int FailureRate => Tried == 0 ? 0 : (int)Math.Round(100.0 * Failed / Tried, MidpointRounding.AwayFromZero);

    private static TimeSpan? Middle(List<TimeSpan> times)
    {
        if (times.Count == 0) return null;
        times.Sort();
        var half = times.Count / 2;
        return times.Count % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
    }
}

/// <summary>A deployment that has ended, as it is counted.</summary>
/// <param name="BuiltAt">When its CI run began; null if that is not known.</param>
/// <param name="Approval">How long people were waited for; null if nobody was asked.</param>
public sealed record Delivery(bool IsRollback, DeploymentOutcome Outcome, DateTimeOffset BegunAt, DateTimeOffset EndedAt, DateTimeOffset? BuiltAt = null, TimeSpan? Approval = null);
