using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatOps.Persistence;

namespace ChatOps.CiSources.Local;

/// <summary>Work asked of a CI that is a folder: <c>requests/&lt;digest&gt;.json</c> says what is wanted; whoever does it writes the number of its run into <c>&lt;digest&gt;.run</c> beside it.</summary>
internal sealed class LocalRequests(string root)
{
    private readonly string _folder = Path.Combine(root, "requests");

    public void Ask(string key, string workflow, IReadOnlyDictionary<string, string> inputs, string? branch) => LocalFile.Reading("The folder of requests to CI", () =>
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.WriteOnce(FileOf(key, "json"), JsonSerializer.SerializeToUtf8Bytes(new RequestFile(key, workflow, inputs, branch), LocalCiJson.Default.RequestFile));
        return true;
    });

    /// <returns>The run that does the work; null while there is none.</returns>
    public long? RunOf(string key) => LocalFile.Reading("CI's answer to a request", () =>
        File.Exists(FileOf(key, "run")) && long.TryParse(File.ReadAllText(FileOf(key, "run")).Trim(), out var run) && run > 0 ? run : (long?)null);

    /// <summary>Whoever does the work finds <c>&lt;digest&gt;.stop</c>.</summary>
    public void Stop(string key) => LocalFile.Reading("The folder of requests to CI", () =>
    {
        if (File.Exists(FileOf(key, "json")) && !File.Exists(FileOf(key, "stop"))) File.WriteAllText(FileOf(key, "stop"), "");
        return true;
    });

    private string FileOf(string key, string kind) => Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}.{kind}");
}

/// <summary>The file <c>requests/….json</c>.</summary>
/// <param name="Branch">Null: the default one.</param>
internal sealed record RequestFile(string Key, string Workflow, IReadOnlyDictionary<string, string> Inputs, string? Branch);
