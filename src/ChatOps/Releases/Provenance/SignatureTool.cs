using System.ComponentModel;
using System.Text;
using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Domain.Gates;
using ChatOps.Persistence;
using ChatOps.Targets.Processes;
using Microsoft.Extensions.Options;

namespace ChatOps.Releases.Provenance;

/// <summary>The program that verifies a bundle's signature, its certificate's chain and its entry in the log: Sigstore's cosign, or GitHub's gh.</summary>
/// <remarks>https://docs.sigstore.dev/cosign/verifying/attestation/ and https://cli.github.com/manual/gh_attestation_verify</remarks>
public sealed class SignatureTool(IOptions<ProvenanceOptions> options, DataFolder data, TimeProvider time)
{
    private const int MostWords = 300;
    private static readonly string[] Known = ["cosign", "gh"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>What is missing when there is none.</summary>
    public string Wanted => options.Value.Tool.Length > 0 ? $"{Path.GetFileNameWithoutExtension(options.Value.Tool)} is not installed where the bot runs" : "neither cosign nor gh is installed where the bot runs";

    /// <returns>Where it is; null if there is none.</returns>
    public string? Find()
    {
        if (Path.IsPathFullyQualified(options.Value.Tool)) return File.Exists(options.Value.Tool) ? options.Value.Tool : null;
        var names = options.Value.Tool.Length > 0 ? [options.Value.Tool] : Known;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(n => folders.Select(f => Path.Combine(f, OperatingSystem.IsWindows() ? $"{n}.exe" : n))).FirstOrDefault(File.Exists);
    }

    /// <param name="file">The bytes that the bundle speaks of.</param>
    /// <returns>Null if all of it holds; else words of why that is not known.</returns>
    public async Task<string?> WhyNot(string tool, ProvenancePolicy policy, string file, byte[] bundle, CancellationToken ct)
    {
        var name = Path.GetFileNameWithoutExtension(tool);
        var folder = Directory.CreateDirectory(data.File($"provenance/{Path.GetRandomFileName()}")).FullName;
        try
        {
            var (bundleFile, output) = (Path.Combine(folder, "bundle.json"), Path.Combine(folder, "output"));
            await File.WriteAllBytesAsync(bundleFile, bundle, ct);
            var process = new Launch([tool, .. name == "gh" ? OfGh(policy, file, bundleFile) : OfCosign(policy, file, bundleFile)], folder, CleanEnvironment.Copy(), output).Start();
            try
            {
                if (!await process.WaitForEnd(Patience, time, ct)) return $"{name} gave no answer within {Patience.TotalSeconds:0} s";
            }
            finally
            {
                await process.Stop(Grace, time, CancellationToken.None);
            }

            return process.ExitCode == 0 ? null : $"{name} does not confirm it{await LastWords(output, ct)}";
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return $"{name} could not be run";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IEnumerable<string> OfCosign(ProvenancePolicy policy, string file, string bundle) =>
    [
        "verify-blob-attestation", "--new-bundle-format", "--bundle", bundle, "--type", Bundle.Predicate,
        "--certificate-oidc-issuer", policy.Issuer, "--certificate-github-workflow-repository", policy.Repository,
        "--certificate-identity-regexp", $"^{Regex.Escape($"{policy.Server}/{policy.Signer ?? policy.Repository}")}{(policy.Signer is null ? "/" : "@")}",
        .. options.Value.TrustedRoot is { Length: > 0 } root ? ["--trusted-root", root] : Array.Empty<string>(), "--", file,
    ];

    private IEnumerable<string> OfGh(ProvenancePolicy policy, string file, string bundle) =>
    [
        "attestation", "verify", "--bundle", bundle, "--predicate-type", Bundle.Predicate, "--cert-oidc-issuer", policy.Issuer, "--repo", policy.Repository,
        "--hostname", new Uri(policy.Server).Host, .. policy.Signer is { } signer ? ["--signer-workflow", $"{new Uri(policy.Server).Host}/{signer}"] : Array.Empty<string>(),
        .. options.Value.TrustedRoot is { Length: > 0 } root ? ["--custom-trusted-root", root] : Array.Empty<string>(), "--", file,
    ];

    private static async Task<string> LastWords(string output, CancellationToken ct)
    {
        await using var stream = File.OpenRead(output);
        stream.Position = Math.Max(0, stream.Length - 4096);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var last = (await reader.ReadToEndAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return last is null ? "" : $": {PlainText.Line(last, MostWords)}";
    }
}
