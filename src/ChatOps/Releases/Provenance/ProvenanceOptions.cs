namespace ChatOps.Releases.Provenance;

/// <summary>The settings under <c>Provenance</c>.</summary>
public sealed class ProvenanceOptions
{
    public const string Section = "Provenance";

    /// <summary>The program that verifies signatures: <c>cosign</c> or <c>gh</c>, by name or with its path; empty: the first of them on PATH.</summary>
    public string Tool { get; set; } = "";

    /// <summary>A file of trusted roots for it; empty: it fetches what Sigstore and GitHub publish.</summary>
    public string TrustedRoot { get; set; } = "";
}
