using ChatOps.Artifacts.Unpacking;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

internal static class Folders
{
    /// <summary>Removes an instance that is stopped: its folder, its output, its record.</summary>
    public static void Remove(Instance instance, AgentParts agent)
    {
        ArtifactUnpacker.Remove(agent.Folder.ReleaseOf(instance));
        File.Delete(agent.Folder.LogOf(instance.Token));
        File.Delete(agent.Folder.LogOf(instance.Token) + ".1");
        agent.State.Change(s => s.Without(instance.Token));
    }
}
