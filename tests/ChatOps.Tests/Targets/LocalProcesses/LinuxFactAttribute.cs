namespace ChatOps.Tests.Targets.LocalProcesses;

/// <summary>A test that looks at a process from outside, which only Linux allows everybody.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "Needs /proc, as on Linux.";
    }
}
