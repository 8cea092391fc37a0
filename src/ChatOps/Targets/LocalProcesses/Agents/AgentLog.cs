namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>The agent's own log: two files at most, each of bounded size.</summary>
internal sealed class AgentLog(string path, TimeProvider time)
{
    private const long MaxBytes = 1 << 20;
    private readonly Lock _lock = new();
    private bool _lost;

    public void Write(string text)
    {
        lock (_lock)
        {
            if (_lost) return;
            try
            {
                if (new FileInfo(path) is { Exists: true, Length: > MaxBytes }) File.Move(path, path + ".1", overwrite: true);
                File.AppendAllText(path, $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff} {text}\n");
            }
            catch (DirectoryNotFoundException)
            {
                // The folder was taken away: the agent is about to end, and has nobody left to tell.
                _lost = true;
            }
            catch (IOException)
            {
                // A full disk must not stop the traffic; the next line is tried again.
                _lost = false;
            }
        }
    }
}
