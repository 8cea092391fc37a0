namespace ChatOps.Artifacts.Unpacking;

/// <summary>What an artifact may unpack to.</summary>
/// <param name="Ratio">Unpacked to packed, for entries larger than <see cref="RatioFrom"/>.</param>
internal sealed record UnpackLimits(int Entries = 20_000, long Bytes = 4L << 30, int Ratio = 200, long RatioFrom = 1 << 20, int NameLength = 1_000)
{
    public static UnpackLimits Default { get; } = new();
}
