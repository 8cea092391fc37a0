namespace ChatOps.LocalWorkspace.Requests;

/// <summary>How something that a person did went, as the page and scripts are told.</summary>
/// <param name="Status">The bot's HTTP status; 0 when it was not asked or did not answer.</param>
/// <param name="Reply">What the person was shown, if anything.</param>
/// <param name="Error">Why it failed, in words fit to show.</param>
/// <param name="Errors">What is wrong with each input of a modal, by block id.</param>
internal sealed record Outcome(
    bool Ok, int Status = 0, string? Reply = null, string? Error = null, IReadOnlyDictionary<string, string>? Errors = null)
{
    public static Outcome Failed(string error, int status = 0) => new(Ok: false, status, Error: error);
}
