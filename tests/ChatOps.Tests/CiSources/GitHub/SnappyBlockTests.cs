using System.Text;
using ChatOps.CiSources.GitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>Blocks of others' making, blocks made by hand from the format's description, and what is no block.</summary>
public sealed class SnappyBlockTests
{
    private const string Bundle = """
        {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{"payload":"eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ==","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"MEUC"},{"sig":"MEUC"}]}}
        """;

    private const string ByLibsnappy =
        "8QHwlXsibWVkaWFUeXBlIjoiYXBwbGljYXRpb24vdm5kLmRldi5zaWdzdG9yZS5idW5kbGUudjAuMytqc29uIiwiZHNzZUVudmVsb3BlIjp7InBheWxvYWQiOiJleUpmZEhsd1pTSTZJbWgwZEhCek9pOHZhVzR0ZEc5MGJ5NXBieTlUZEdGMFpXMWxiblF2ZGpFaWZRPT0iLBFJAFRWlwAcaW4tdG90bysNhjRzaWduYXR1cmVzIjpbewEPJCI6Ik1FVUMifSw2DwAIXX19";

    // Packed once with Debian's libsnappy 1.1.9 and with snappyjs 0.7.0 from npm.
    [Theory]
    [InlineData(ByLibsnappy)]
    [InlineData("8QHwn3sibWVkaWFUeXBlIjoiYXBwbGljYXRpb24vdm5kLmRldi5zaWdzdG9yZS5idW5kbGUudjAuMytqc29uIiwiZHNzZUVudmVsb3BlIjp7InBheWxvYWQiOiJleUpmZEhsd1pTSTZJbWgwZEhCek9pOHZhVzR0ZEc5MGJ5NXBieTlUZEdGMFpXMWxiblF2ZGpFaWZRPT0iLCJwYXlsb2FkVHlSlwAkaW4tdG90bytqcwWGNHNpZ25hdHVyZXMiOlt7AQ8kIjoiTUVVQyJ9LDYPAAhdfX0=")]
    public void What_others_packed_is_unpacked(string packed) =>
        Assert.Equal(Bundle, Encoding.UTF8.GetString(SnappyBlock.Unpack(Convert.FromBase64String(packed), Bundle.Length)));

    // https://github.com/google/snappy/blob/main/format_description.txt, section 2.1
    [Theory]
    [InlineData(1, 0)]
    [InlineData(60, 0)]
    [InlineData(61, 1)]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(65_536, 2)]
    [InlineData(65_537, 3)]
    [InlineData(70_000, 4)]
    public void Text_is_as_long_as_it_says(int length, int bytesOfLength)
    {
        var text = GitHubBed.Bytes(length);
        Assert.Equal(text, SnappyBlock.Unpack([.. Preamble(length), .. Literal(text, bytesOfLength)], length));
    }

    // Section 2.2: with offsets of one byte and three bits, of two bytes and of four.
    [Theory]
    [InlineData("08 08 61 62 63 05 03", "abcabcab")]
    [InlineData("06 08 61 62 63 0A 03 00", "abcabc")]
    [InlineData("04 08 61 62 63 03 03 00 00 00", "abca")]
    [InlineData("0C 00 78 1D 01", "xxxxxxxxxxxx")]
    [InlineData("06 00 78 12 01 00", "xxxxxx")]
    [InlineData("07 04 78 79 13 02 00 00 00", "xyxyxyx")]
    [InlineData("00", "")]
    public void What_came_before_is_repeated(string block, string text) =>
        Assert.Equal(text, Encoding.ASCII.GetString(SnappyBlock.Unpack(Bytes(block), 100)));

    [Fact]
    public void A_far_offset_is_read_whole()
    {
        var text = GitHubBed.Bytes(70_000);
        byte[] start = [.. Preamble(70_014), .. Literal(text, 4)];
        byte[] block = [.. start, (3 << 2) | 3, 0x70, 0x11, 0x01, 0x00, (4 << 2) | 2, 0xFF, 0xFF, 0b111_001_01, 0xFF];
        var unpacked = SnappyBlock.Unpack(block, 70_014);
        Assert.Equal(text[..4], unpacked[70_000..70_004]);
        Assert.Equal(unpacked[4_469..4_474], unpacked[70_004..70_009]);
        Assert.Equal(unpacked[67_962..67_967], unpacked[70_009..]);
    }

    [Fact]
    public void A_block_that_was_cut_anywhere_is_damaged()
    {
        var block = Convert.FromBase64String(ByLibsnappy);
        foreach (var end in Enumerable.Range(0, block.Length)) Damaged(block[..end]);
        Damaged([.. block, 0]);
    }

    [Theory]
    [InlineData("05 00 61 01 00")] // Back by nothing.
    [InlineData("05 00 61 01 02")] // To before the start.
    [InlineData("05 01 01 00 61")]
    [InlineData("05 00 61 0E 02 00")]
    [InlineData("05 00 61 0F 00 00 00 80")]
    [InlineData("05 00 61 0F FF FF FF FF")]
    [InlineData("03 00 61 0E 01 00")] // More than it says, and less.
    [InlineData("09 00 61 0E 01 00")]
    [InlineData("02 08 61 62 63")]
    [InlineData("04 08 61 62 63")]
    [InlineData("03 FC FF FF FF FF 61 62 63")] // Text of a length that is not there.
    [InlineData("03 FC FF FF FF 7F 61 62 63")]
    [InlineData("83")] // Its own length is cut off, or has more than five bytes.
    [InlineData("83 80 80 80 80 00 08 61 62 63")]
    [InlineData("83 80 80 80 80 80 80 80 80 80 80")]
    public void What_contradicts_itself_is_damaged(string block) => Damaged(Bytes(block));

    [Theory]
    [InlineData("65 00 61", 101)]
    [InlineData("FF FF FF FF 07 00 61", int.MaxValue)]
    [InlineData("FF FF FF FF 0F 00 61", uint.MaxValue)]
    [InlineData("FF FF FF FF 7F 00 61", 0x7_FFFF_FFFF)]
    public void No_room_is_made_for_what_is_too_big(string block, long length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<FormatException>(() => SnappyBlock.Unpack(Bytes(block), 100));
        Assert.Equal($"it would become {length} bytes, more than are read", fault.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void Damaged(byte[] block) =>
        Assert.Equal("it is not packed with Snappy, or is damaged", Assert.Throws<FormatException>(() => SnappyBlock.Unpack(block, 1_000)).Message);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static IEnumerable<byte> Preamble(int length)
    {
        for (; length >= 0x80; length >>= 7) yield return (byte)(length | 0x80);
        yield return (byte)length;
    }

    /// <param name="bytesOfLength">None: the tag itself holds it.</param>
    private static byte[] Literal(byte[] text, int bytesOfLength)
    {
        var tag = (byte)((bytesOfLength == 0 ? text.Length - 1 : 59 + bytesOfLength) << 2);
        return [tag, .. Enumerable.Range(0, bytesOfLength).Select(i => (byte)((text.Length - 1) >> (8 * i))), .. text];
    }
}
