using System.ComponentModel;
using System.Text.Json;
using ChatOps.Targets.Processes;

namespace ChatOps.Pipelines.Scripts;

/// <summary>One script from its beginning to its end.</summary>
internal sealed class Script(ScriptOrder order, ScriptFolder folder, TimeProvider time, ILogger log) : IDisposable
{
    private const int FileTooLarge = 25;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly long _start = time.GetTimestamp();
    private ScriptOutput? _output;
    private ScriptNote? _note;
    private long _shown;
    private volatile ScriptEnd? _end;
    private volatile bool _forNothing;

    public Task Done { get; private set; } = Task.CompletedTask;

    public ScriptState State => _end is { } end
        ? new ScriptState.Ended(end)
        : new ScriptState.Running(_since, _output?.Lines.Last ?? [], _output?.Bytes ?? 0);

    /// <summary>Notes that it was begun, and goes on beside the caller.</summary>
    public void Begin()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Note)!);
        _note = new(order.Key, _since, ProcessIdentity.Mine, folder.Mark);
        _note.Write(folder.Note);
        Done = Task.Run(Run);
    }

    /// <param name="forNothing">The bot ends: nobody is told, and the script counts as interrupted.</param>
    public void Stop(bool forNothing = false)
    {
        _forNothing |= forNothing;
        _stop.Cancel();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _output?.Dispose();
    }

    private async Task Run()
    {
        var (outcome, words, code) = (ScriptOutcome.NotStarted, "could not be started", (int?)null);
        IReadOnlyList<ScriptFile> files = [];
        try
        {
            _output = new(folder.Log, order.Limits.Output, order.Secrets.Values);
            var process = Start(_output);
            (outcome, words, code) = await Follow(process, _output);
            if (outcome == ScriptOutcome.Succeeded) files = HandedFiles.Find(order, folder.Work);
        }
        catch (ScriptRefusedException e)
        {
            (outcome, words) = outcome == ScriptOutcome.Succeeded ? (ScriptOutcome.FilesRefused, e.Message) : (outcome, $"could not be started: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            (outcome, words) = (ScriptOutcome.Stopped, "stopped before it was started");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception or ArgumentException)
        {
            log.LogError(e, "The script of stage {Stage} of run {Run} met a fault.", order.Key.Stage, order.Key.Run);
            (outcome, words) = outcome == ScriptOutcome.Succeeded
                ? (ScriptOutcome.FilesRefused, "its files could not be read")
                : (outcome, $"could not be started: {(e is Win32Exception ? e.Message : "the work folder can't be written")}");
        }

        Finish(outcome, SecretMask.Of(words, order.Secrets.Values), code, files);
    }

    private RunningProcess Start(ScriptOutput output)
    {
        folder.Create();
        WorkFolder.Fill(order, folder.Work, _stop.Token);
        var process = ScriptLaunch.Of(order, folder, output.Writer).Start();
        output.Begin();
        if (!OperatingSystem.IsWindows()) LibC.LimitFiles(process.Identity.Pid, order.Limits.FileSize);
        _note = _note! with { Leader = process.Identity };
        _note.Write(folder.Note);
        return process;
    }

    private async Task<(ScriptOutcome Outcome, string Words, int? Code)> Follow(RunningProcess process, ScriptOutput output)
    {
        var family = new ProcessFamily(process.Identity, ScriptLaunch.Mark, folder.Mark, time);
        var began = time.GetTimestamp();
        (ScriptOutcome Outcome, string Words)? taken = null;
        var pause = TimeSpan.FromMilliseconds(5);
        while (!process.HasEnded())
        {
            await Pause(output.Read, pause);
            if (output.Read.IsCompleted) pause = pause < Look ? pause * 2 : Look;
            else pause = Look;
            Show(whole: false);
            if (_stop.IsCancellationRequested) taken = (ScriptOutcome.Stopped, "stopped");
            else if (Excess(family, time.GetElapsedTime(began)) is { } excess) taken = (ScriptOutcome.OverLimit, excess);
            if (taken is null) continue;
            if (_forNothing || taken is { Outcome: ScriptOutcome.OverLimit } && time.GetElapsedTime(began) < order.Limits.Time) await family.Kill(CancellationToken.None);
            else await family.Stop(order.Limits.Grace, CancellationToken.None);
            await process.WaitForEnd(TimeSpan.FromSeconds(5), time, CancellationToken.None);
            break;
        }

        // Whoever it left behind ends with it.
        var alone = await family.Kill(CancellationToken.None);
        await output.Finish(time);
        if (!alone) log.LogError("Stage {Stage} of run {Run} left processes behind that can't be ended.", order.Key.Stage, order.Key.Run);
        if (taken is { } ended) return (ended.Outcome, ended.Words, null);
        if (output.Read.IsFaulted) return (ScriptOutcome.Failed, "its output could not be kept; the bot's disk may be full", null);
        var end = process.End;
        if (end?.Signal == FileTooLarge) return (ScriptOutcome.OverLimit, $"killed: it wrote a file of more than {ScriptWords.Size(order.Limits.FileSize)}", null);
        return (end is { Code: 0 } ? ScriptOutcome.Succeeded : ScriptOutcome.Failed, ScriptWords.Ended(end), end is { Signal: null } ? end.Code : null);
    }

    // Wakes early at the end of the output, which mostly is the end, and when it is to stop.
    private async Task Pause(Task read, TimeSpan pause)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var delay = Task.Delay(pause, time, early.Token);
        await Task.WhenAny(read.IsCompleted ? delay : Task.WhenAny(read, delay));
        await early.CancelAsync();
    }

    private string? Excess(ProcessFamily family, TimeSpan took)
    {
        var limits = order.Limits;
        if (took >= limits.Time) return $"killed: it took longer than {ScriptWords.Span(limits.Time)}";
        var members = family.Members();
        if (members.Count > limits.Processes) return $"killed: it had more than {limits.Processes} processes at once";
        return members.Sum(m => m.Memory) > limits.Memory ? $"killed: it used more than {ScriptWords.Size(limits.Memory)} of memory" : null;
    }

    private void Show(bool whole)
    {
        if (!whole && time.GetElapsedTime(_shown) < Batch) return;
        _shown = time.GetTimestamp();
        if (_output?.Lines.Take(order.Key, whole) is { } printed) Tell(() => order.Printed?.Invoke(printed));
    }

    private void Finish(ScriptOutcome outcome, string words, int? code, IReadOnlyList<ScriptFile> files)
    {
        Show(whole: true);
        var end = new ScriptEnd(
            outcome, words, code, time.GetElapsedTime(_start), _output?.Lines.Last ?? [], folder.Log, _output?.Bytes ?? 0, _output?.WasCut ?? false, files);
        Save(end);
        if (_forNothing) return;
        _end = end;
        Tell(() => order.Ended?.Invoke(order.Key, end));
    }

    private void Save(ScriptEnd end)
    {
        try
        {
            if (!_forNothing) _output?.Say(end.Words);
            _output?.Dispose();
            if (!_forNothing) (_note! with { End = end }).Write(folder.Note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The end is known in this life; in a later one the script counts as interrupted.
            log.LogError(e, "The end of stage {Stage} of run {Run} could not be written down.", order.Key.Stage, order.Key.Run);
        }
    }

    private void Tell(Action call)
    {
        try
        {
            call();
        }
#pragma warning disable CA1031 // Whatever the caller's own code throws must not keep the script from its end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Nobody could be told of stage {Stage} of run {Run}.", order.Key.Stage, order.Key.Run);
        }
    }
}
