namespace ChatOps.Domain.Schedules;

/// <summary>A piece of what was typed, short enough to be said back.</summary>
internal static class Excerpt
{
    public static string Of(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
