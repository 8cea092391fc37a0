using ChatOps.Persistence;
using ChatOps.Pipelines.Scripts;
using ChatOps.Targets.Processes;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.Pipelines.Scripts;

/// <summary>A data folder of a test's own, and real processes.</summary>
public abstract class ScriptBed : IAsyncLifetime, IDisposable
{
    protected static readonly ScriptKey Key = new(57, "unit-tests", 1);
    private readonly TempFolder _folder = new();

    protected ScriptBed() => Runner = NewLife();

    protected ScriptRunner Runner { get; }

    protected string Root => _folder.File("scripts");

    protected string Base => Path.Combine(Root, "57", "unit-tests-1");

    protected string Work => Path.Combine(Base, "work");

    protected string Log => File.ReadAllText(Base + ".log");

    protected string Outside(string name) => _folder.File(name);

    protected ScriptRunner NewLife() => new(new DataFolder(_folder.Path), TimeProvider.System, NullLogger<ScriptRunner>.Instance);

    protected static ScriptOrder Shell(string text) => new(Key, ["sh", "-c", text]);

    protected async Task<ScriptEnd> Run(ScriptOrder order, TimeSpan? limit = null)
    {
        var ended = new TaskCompletionSource<ScriptEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        Runner.Begin(order with { Ended = (key, end) => (key == order.Key ? ended : new()).TrySetResult(end) });
        return await ended.Task.WaitAsync(limit ?? TimeSpan.FromSeconds(60));
    }

    protected Task<ScriptEnd> Run(string text) => Run(Shell(text));

    protected Task Printed(string line) => Until.True($"it printed {line}", () => Runner.Ask(Key) is ScriptState.Running { LastLines: var lines } && lines.Contains(line));

    /// <summary>Every process of this bed, by any sign.</summary>
    protected int Processes() => ProcessTable.Read().Count(p => IsMine($"/proc/{p.Identity.Pid}"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Runner.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private bool IsMine(string process)
    {
        try
        {
            return new FileInfo($"{process}/cwd").LinkTarget?.StartsWith(_folder.Path, StringComparison.Ordinal) == true
                || File.ReadAllText($"{process}/environ").Contains(_folder.Path, StringComparison.Ordinal)
                || File.ReadAllText($"{process}/cmdline").Contains(_folder.Path, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
