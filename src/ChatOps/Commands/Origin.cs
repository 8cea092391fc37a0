namespace ChatOps.Commands;

/// <summary>Tells one incoming request from another.</summary>
/// <param name="Key">The same for the same act of the same person, however often it is delivered.</param>
/// <param name="Signature">The signature (or envelope id) it came with: the same key under the same signature is a replay.</param>
public sealed record Origin(string Key, string Signature);
