using System.Globalization;
using ChatOps.Domain.Approvals;

namespace ChatOps.Commands;

/// <param name="To">The other's user id; null: stop.</param>
public sealed record DelegateCommand(string? To, TimeSpan Length, string? Reason) : ParsedCommand;

/// <summary><c>/release delegate</c>: somebody else votes in one's place for a time.</summary>
public sealed partial class CommandParser
{
    private const string DelegateUsage = "/release delegate @somebody for 3d because …, or /release delegate stop";

    private static DelegateCommand Delegate(Words words)
    {
        if (words.TakeIf("stop"))
        {
            NothingElse(words, "/release delegate stop");
            return new(null, default, null);
        }

        var whom = words.Take() ?? throw new NotUnderstoodException($"To whom? Type: {DelegateUsage}.");
        var to = UserId(whom) ?? throw new NotUnderstoodException(
            $"{Quote(whom)} did not come with a user id, so I can't tell who it is. Copy the member id from their profile and type, for example: /release delegate U012ABCDEF for 3d.");
        if (!words.TakeIf("for")) throw new NotUnderstoodException($"For how long? Type: {DelegateUsage}.");
        var length = Length(words.Take() ?? throw new NotUnderstoodException($"For how long? Type: {DelegateUsage}."));
        return new(to, length, End(words, DelegateUsage));
    }

    // Slack sends <@U012ABCDEF> or <@U012ABCDEF|name>; the id alone is as good.
    private static string? UserId(string word)
    {
        var id = word is ['<', '@', .. var inner, '>'] ? inner.Split('|')[0] : word;
        return id is ['U' or 'W', _, ..] && id.Length is >= 3 and <= 21 && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) ? id : null;
    }

    private static TimeSpan Length(string word)
    {
        var most = Delegation.Longest.TotalDays;
        var unit = word[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), 'w' => TimeSpan.FromDays(7), _ => TimeSpan.Zero };
        if (unit == TimeSpan.Zero || !int.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            throw new NotUnderstoodException($"{Quote(word)} is no length of time. Type a number and m, h, d or w, such as 8h or 3d.");
        return count * unit.TotalDays <= most ? count * unit : throw new NotUnderstoodException($"{Quote(word)} is too long: at most {most} days. For longer, change the group.");
    }
}
