namespace ChatOps.Targets.Processes;

/// <summary>The few variables that a program needs to run. The bot's own settings and secrets are not among them.</summary>
internal static class CleanEnvironment
{
    private static readonly string[] Names =
    [
        "PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "TEMP", "TMP",
        "SystemRoot", "SystemDrive", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "ProgramData", "ProgramFiles",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_ROLL_FORWARD", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    public static Dictionary<string, string> Copy()
    {
        var copy = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in Names)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                copy[name] = value;
        return copy;
    }
}
