using ChatOps.Domain.Environments;

namespace ChatOps.Domain.Gates;

/// <summary>Gates that look at time and at the environments before: soak, wait timer, the answers from outside.</summary>
public static partial class Gate
{
    /// <summary>These very bytes must have served in the environment before for a while, and well.</summary>
    public static GateResult Soak(string before, TimeSpan needed, EnvironmentFacts facts, DateTimeOffset now)
    {
        var name = $"soak in {before}";
        var stays = facts.Stays.Where(s => string.Equals(s.Environment, before, StringComparison.OrdinalIgnoreCase)).ToList();
        if (stays.Count == 0) return new(name, Verdict.Refused, $"it never served in {before}; deploy it there first, for {Words.Of(needed)}");
        var longest = stays.Max(s => (s.To ?? now) - s.From);
        if (longest >= needed) return new(name, Verdict.Passed, $"it served in {before} for {Words.Of(longest)}, and {Words.Of(needed)} are asked for");
        return stays.FirstOrDefault(s => s.To is null) is { } stay
            ? new(name, Verdict.Waiting, $"it must serve in {before} for {Words.Of(needed)}; that is at {Words.Of(stay.From + needed)}", stay.From + needed, TimeAlone)
            : new(name, Verdict.Refused, $"it served in {before} for {Words.Of(longest)} only, and {Words.Of(needed)} are asked for; deploy it there again");
    }

    /// <param name="requestedAt">Null while nobody asked for it.</param>
    public static GateResult WaitTimer(DateTimeOffset? requestedAt, TimeSpan length, DateTimeOffset now) => requestedAt switch
    {
        null => new("wait timer", Verdict.Waiting, $"it waits {Words.Of(length)} after the request", ClearedBy: TimeAlone),
        { } at when now >= at + length => new("wait timer", Verdict.Passed, $"{Words.Of(length)} have passed since the request"),
        { } at => new("wait timer", Verdict.Waiting, $"everybody has {Words.Of(length)} to object, until {Words.Of(at + length)}", at + length, TimeAlone),
    };

    /// <summary>What was answered outside; what was not asked yet waits.</summary>
    public static GateResult Outside(string name, OutsideAnswers? answers) =>
        answers?.Answers.FirstOrDefault(a => a.Gate == name) ?? new(name, Verdict.Waiting, "it was not asked yet");
}
