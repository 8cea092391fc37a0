namespace ChatOps.Domain.Approvals;

/// <summary>What an approver must type, word for word; capitals, blanks and a full stop at the end make no difference.</summary>
public static class Condition
{
    public static bool IsSaid(string condition, string typed) => string.Equals(Plain(condition), Plain(typed), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
