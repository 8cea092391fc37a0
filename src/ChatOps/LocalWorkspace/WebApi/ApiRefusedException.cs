namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>The workspace says no, in Slack's own word.</summary>
internal sealed class ApiRefusedException(string error, IReadOnlyList<string>? messages = null) : Exception(error)
{
    public string Error { get; } = error;

    public IReadOnlyList<string> Messages { get; } = messages ?? [];
}
