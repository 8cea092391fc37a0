namespace ChatOps.Artifacts;

/// <summary>What hashing the stored bytes again showed.</summary>
public enum Verification
{
    Missing = 0,
    Damaged,
    Intact,
}
