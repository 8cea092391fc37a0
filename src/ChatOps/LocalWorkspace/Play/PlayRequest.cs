using System.Text.Json;

namespace ChatOps.LocalWorkspace.Play;

/// <summary>What the page or a script says that somebody does.</summary>
internal sealed record PlayRequest
{
    public string User { get; init; } = "";

    public string Channel { get; init; } = "";

    public string Command { get; init; } = "";

    public string Text { get; init; } = "";

    public string Ts { get; init; } = "";

    public string? ThreadTs { get; init; }

    public string ActionId { get; init; } = "";

    public string? BlockId { get; init; }

    public string? Value { get; init; }

    public JsonElement SelectedOption { get; init; }

    public string ViewId { get; init; } = "";

    public JsonElement Values { get; init; }

    /// <summary>The chosen option's value, whether it was given alone or as the whole option.</summary>
    public string? SelectedValue => SelectedOption.ValueKind switch
    {
        JsonValueKind.String => SelectedOption.GetString(),
        JsonValueKind.Object when SelectedOption.TryGetProperty("value", out var value) => value.ToString(),
        _ => null,
    };
}
