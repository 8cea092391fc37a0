using System.Globalization;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>How an instance is started: the settings' words, in its folder, with what it needs to know and nothing else.</summary>
internal sealed class ServiceLaunch(AgentFolder folder, AgentSettings settings)
{
    public Launch For(Instance instance, int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        string[] words = [.. settings.Command.Select(w => w.Replace("{port}", number, StringComparison.Ordinal))];
        if (words[0] == "dotnet" && DotNetHost.Path is { } dotnet) words[0] = dotnet;

        var environment = CleanEnvironment.Copy();
        environment["PORT"] = number;
        environment["CHATOPS_RUN"] = instance.CiRun.ToString(CultureInfo.InvariantCulture);
        environment["CHATOPS_VERSION"] = instance.Version;
        environment["CHATOPS_ARTIFACT_DIGEST"] = instance.Artifact.Digest.Hex;
        environment["CHATOPS_ENVIRONMENT"] = settings.Environment;
        environment[Leftovers.Variable] = Mark(instance);
        return new(words, folder.ReleaseOf(instance), environment, folder.LogOf(instance.Token));
    }

    public IEnumerable<ProcessIdentity> LeftoversOf(Instance instance) => Leftovers.Of(Mark(instance));

    private string Mark(Instance instance) => folder.ReleaseOf(instance);
}
