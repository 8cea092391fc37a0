using ChatOps.Targets.Processes;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>The processes that a world's stages started, by any sign.</summary>
internal static class Family
{
    public static int Of(World world) => ProcessTable.Read().Count(p => IsOf(world, $"/proc/{p.Identity.Pid}"));

    private static bool IsOf(World world, string process)
    {
        try
        {
            var scripts = Path.Combine(world.Settings.Folder, "scripts");
            return new FileInfo($"{process}/cwd").LinkTarget?.StartsWith(scripts, StringComparison.Ordinal) == true
                || File.ReadAllText($"{process}/environ").Contains($"CHATOPS_SCRIPT={scripts}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
