using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ChatOps.Releases.Evidence;

/// <summary>A walk through an XML file that was made by nobody one knows: no DTD, no entities of its own, nothing fetched, not deep.</summary>
internal sealed partial class XmlFile : IDisposable
{
    // Where a document type may stand: before the root element.
    private const int Prologue = 4096;
    private readonly XmlReader _xml;
    private readonly byte[] _bytes;

    public XmlFile(byte[] bytes)
    {
        _bytes = bytes;
        _xml = Open(bytes);
    }

    private static XmlReader Open(byte[] bytes) => XmlReader.Create(new MemoryStream(bytes, writable: false), new XmlReaderSettings
    {
        // Cobertura's own tools name its DTD and use nothing of it: that one line is passed over unread. Any other DTD is refused.
        DtdProcessing = NamesCoberturasDtd(bytes) ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = EvidenceLimits.Bytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    });

    public string Name => _xml.LocalName;

    public int Depth => _xml.Depth;

    public bool IsStart => _xml.NodeType == XmlNodeType.Element;

    public bool IsEnd => _xml.NodeType == XmlNodeType.EndElement || (IsStart && _xml.IsEmptyElement);

    public string Line => $"line {(_xml as IXmlLineInfo)?.LineNumber ?? 0}";

    /// <returns>False at the end of the file.</returns>
    public bool Next()
    {
        try
        {
            if (!_xml.Read()) return false;
        }
        catch (XmlException e)
        {
            throw Broken(e);
        }

        if (_xml.Depth > EvidenceLimits.Depth) throw Fault($"it is nested deeper than {EvidenceLimits.Depth}");
        return true;
    }

    /// <summary>Goes to the root element.</summary>
    public XmlFile AtRoot()
    {
        while (Next())
        {
            if (IsStart) return this;
        }

        throw Fault("it has no element");
    }

    public string? Attribute(string name) => _xml.GetAttribute(name);

    /// <returns>0 if there is no such attribute.</returns>
    public int Count(string name)
    {
        if (Attribute(name) is not { Length: > 0 } text) return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= EvidenceLimits.Count
            ? count
            : throw Fault($"{name} is \"{EvidenceFaultException.OneLine(text, 40)}\", and must be a whole number from 0 to {EvidenceLimits.Count}");
    }

    public EvidenceFaultException Fault(string words) => EvidenceFaultException.At(Line, words);

    public void Dispose() => _xml.Dispose();

    private EvidenceFaultException Broken(XmlException e)
    {
        if (e.Message.Contains("DTD", StringComparison.Ordinal))
            return EvidenceFaultException.At($"line {DocumentTypeLine}", "it has a document type (DTD), and files with one are not read: it could hold entities", e);
        return EvidenceFaultException.At(e.LineNumber > 0 ? $"line {e.LineNumber}" : Line, $"it is no proper XML: {e.Message}", e);
    }

    // Of a refused one the reader tells no place.
    private int DocumentTypeLine => 1 + _bytes.AsSpan(0, Math.Max(0, _bytes.AsSpan().IndexOf("<!DOCTYPE"u8))).Count((byte)'\n');

    private static bool NamesCoberturasDtd(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, Prologue));
        return BareDocumentType().IsMatch(text) && text.Split("<!DOCTYPE").Length == 2;
    }

    [GeneratedRegex("""<!DOCTYPE\s+coverage\s+SYSTEM\s+("[^"<>\[\]&%]*"|'[^'<>\[\]&%]*')\s*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareDocumentType();
}
