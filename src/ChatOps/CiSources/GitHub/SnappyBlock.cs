using IronSnappy;

namespace ChatOps.CiSources.GitHub;

/// <summary>Snappy's raw block format, in which GitHub stores attestations.</summary>
/// <remarks>https://github.com/google/snappy/blob/main/format_description.txt</remarks>
internal static class SnappyBlock
{
    // The length is below 2^32, seven bits in a byte.
    private const int LongestPreamble = 5;

    /// <param name="most">As many bytes may it become.</param>
    /// <exception cref="FormatException">It is no such block, a damaged one, or one that becomes too big; the message says which.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, int most)
    {
        // Before the library makes room for so many.
        if (Length(packed) is var length && length > (ulong)most) throw new FormatException($"it would become {length} bytes, more than are read");
        try
        {
            return Snappy.Decode(packed);
        }
        catch (IOException fault)
        {
            throw Damaged(fault);
        }
    }

    private static ulong Length(ReadOnlySpan<byte> packed)
    {
        var length = 0UL;
        for (var i = 0; i < Math.Min(packed.Length, LongestPreamble); i++)
        {
            length |= (ulong)(packed[i] & 0x7F) << (7 * i);
            if (packed[i] < 0x80) return length;
        }

        throw Damaged(fault: null);
    }

    private static FormatException Damaged(Exception? fault) => new("it is not packed with Snappy, or is damaged", fault);
}
