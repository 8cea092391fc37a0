namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Held by the one agent of a folder for as long as it lives; the system lets go of it at its death.</summary>
internal sealed class AgentLock : IDisposable
{
    private readonly FileStream _file;

    private AgentLock(FileStream file) => _file = file;

    /// <returns>Null if another agent holds it.</returns>
    public static AgentLock? TryTake(AgentFolder folder)
    {
        try
        {
            return new(new(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(folder.Lock))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
