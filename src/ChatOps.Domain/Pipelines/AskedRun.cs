namespace ChatOps.Domain.Pipelines;

/// <summary>What was said of a CI run beside its number.</summary>
/// <param name="Branch">For the newest good run: of this branch; null: of the default one. Untrusted text.</param>
/// <param name="Attempt">Only this attempt is meant; null: as it stands.</param>
public readonly record struct AskedRun(string? Branch, int? Attempt);
