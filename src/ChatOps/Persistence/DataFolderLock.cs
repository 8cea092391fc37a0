using ChatOps.Hosting;

namespace ChatOps.Persistence;

/// <summary>One bot at a time works in a data folder: SQLite serves one node. Ends with the process, however that ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="StartRefusedException">Another bot has it.</exception>
    public static DataFolderLock Take(DataFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        try
        {
            return new(new FileStream(folder.File("bot.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken is not DirectoryNotFoundException)
        {
            throw new StartRefusedException(
                "Another bot runs with this data folder. End that one first, or give this one its own: --DataFolder <folder>. (Several bots on the same data need PostgreSQL.)", taken);
        }
    }

    public void Dispose() => _file.Dispose();
}
