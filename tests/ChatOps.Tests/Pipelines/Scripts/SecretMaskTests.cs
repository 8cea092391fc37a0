using System.Buffers;
using System.Text;
using ChatOps.Pipelines.Scripts;

namespace ChatOps.Tests.Pipelines.Scripts;

public sealed class SecretMaskTests
{
    // However the output is cut into pieces, the same comes out.
    [Theory]
    [InlineData("the key is top-secret!", "the key is ***!", "top-secret")]
    [InlineData("top-sectop-secrettop-secret.", "top-sec***.", "top-secret")]
    [InlineData("aaaaaaab", "***b", "aaa")]
    [InlineData("abcde", "***e", "abc", "bcd")]
    [InlineData("one-two", "***", "one", "one-two")]
    [InlineData("key zum-Schlüssel-ü end", "key *** end", "zum-Schlüssel-ü")]
    [InlineData("line one\n  line two!\n", "***\n  ***\n", "line one\nline two!")]
    [InlineData("dG9wLXNlY3JldA== dXNlcjp0b3Atc2VjcmV0", "*** dXNlcjp***", "top-secret")]
    [InlineData("a%26b%3dc a%26b%3Dc a\\u0026b=c", "*** *** ***", "a&b=c")]
    [InlineData("it ends with top-se", "it ends with ***", "top-secret")]
    [InlineData("1 and 2", "*** and 2", "1", "")]
    [InlineData("nothing to hide", "nothing to hide")]
    public void Secrets_are_masked_in_pieces_of_any_size(string text, string masked, params string[] secrets)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var mask = new SecretMask(secrets);
            var seen = bytes.Chunk(size).SelectMany(c => mask.Pass(c)).ToList();
            seen.AddRange(mask.Pass([], last: true));
            Assert.Equal(masked, Encoding.UTF8.GetString([.. seen]));
        }
    }

    [Theory]
    [InlineData("a\u001b[1;31mb\u001b[0mc", "abc")]
    [InlineData("a\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c", "abc")]
    [InlineData("a\u001b]unfinished\nb", "a\nb")]
    [InlineData("a\r\nb\rc\n\rd", "a\nb\nc\n\nd")]
    [InlineData("a\0b\u0008\u007f\tc", "ab\tc")]
    [InlineData("a\u001b(Bb\u001bcc", "abc")]
    public void Control_characters_are_taken_out_in_pieces_of_any_size(string text, string plain)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var to = new ArrayBufferWriter<byte>();
            var from = new PlainBytes();
            foreach (var piece in bytes.Chunk(size)) from.Pass(piece, to);
            Assert.Equal(plain, Encoding.UTF8.GetString(to.WrittenSpan));
        }
    }
}
