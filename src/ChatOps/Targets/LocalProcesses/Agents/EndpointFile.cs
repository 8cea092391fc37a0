using System.Text.Json;
using ChatOps.Persistence;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>The agent's claim on its folder, and the way to reach it.</summary>
internal static class EndpointFile
{
    public static void Write(AgentFolder folder, AgentEndpoint endpoint) =>
        AtomicFile.Write(folder.Endpoint, JsonSerializer.SerializeToUtf8Bytes(endpoint, AgentJson.Default.AgentEndpoint), isSecret: true);

    /// <returns>Null if there is none, or none that can be read.</returns>
    public static AgentEndpoint? Read(AgentFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(folder.Endpoint), AgentJson.Default.AgentEndpoint);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
