namespace ChatOps.Artifacts;

/// <summary>The settings under <c>Artifacts</c>.</summary>
public sealed class ArtifactOptions
{
    public const string Section = "Artifacts";

    /// <summary>The folder that holds every artifact taken in, by digest. Several bots may share it.</summary>
    public string Root { get; set; } = "artifacts";
}
