using System.Text.Json;
using ChatOps.Persistence;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>The agent's state, on disk before anybody acts on it.</summary>
internal sealed class StateFile
{
    private readonly Lock _lock = new();
    private readonly string _path;

    private StateFile(string path, AgentState state) => (_path, Now) = (path, state);

    public AgentState Now { get; private set; }

    /// <exception cref="InvalidDataException">The record can't be read. To forget it would be to forget which orders are too old.</exception>
    public static StateFile Load(AgentFolder folder) => new(folder.State, Read(folder) ?? AgentState.Empty);

    public static AgentState? Read(AgentFolder folder)
    {
        if (!File.Exists(folder.State)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(folder.State), AgentJson.Default.AgentState);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The agent's record can't be read.", e);
        }
    }

    public AgentState Change(Func<AgentState, AgentState> change)
    {
        lock (_lock)
        {
            var next = change(Now);
            if (ReferenceEquals(next, Now)) return Now;
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(next, AgentJson.Default.AgentState), isSecret: true);
            return Now = next;
        }
    }
}
