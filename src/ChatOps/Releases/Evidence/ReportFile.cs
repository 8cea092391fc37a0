using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>One file of evidence: what it is is told by what is in it, not by its name.</summary>
internal sealed class ReportFile(string name, byte[] bytes)
{
    private const string ReadHere = "JUnit, .trx, Cobertura, SARIF, CycloneDX and SPDX are";
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private EvidenceKind _kind = EvidenceKind.Unknown;

    /// <returns>What it says, or why it can't be read.</returns>
    public EvidenceReport Read()
    {
        var report = new EvidenceReport(EvidenceFaultException.OneLine(name, EvidenceLimits.Name), Digest.Of(bytes), EvidenceKind.Unknown);
        try
        {
            var said = Say(report);
            return said with { Kind = _kind };
        }
        catch (EvidenceFaultException fault)
        {
            return report with { Kind = _kind, Fault = fault.Message };
        }
    }

    private EvidenceReport Say(EvidenceReport report)
    {
        var content = bytes.AsMemory(bytes.AsSpan().StartsWith(Utf8Mark) ? Utf8Mark.Length : 0);
        var start = content.Span.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty) throw EvidenceFaultException.At("line 1", "it is empty");
        return start[0] switch
        {
            (byte)'{' => SayJson(report, content),
            // A byte order mark of UTF-16 can only be XML here: JSON is UTF-8.
            (byte)'<' or 0xFE or 0xFF => SayXml(report),
            _ => throw EvidenceFaultException.At("line 1", $"it is neither XML nor a JSON object, so it is no report that is read here: {ReadHere}"),
        };
    }

    private EvidenceReport SayXml(EvidenceReport report)
    {
        using var xml = new XmlFile(bytes);
        xml.AtRoot();
        if (JUnitReport.IsRoot(xml)) return Are(EvidenceKind.Tests, report with { Tests = JUnitReport.Read(Known(EvidenceKind.Tests, xml)) });
        if (TrxReport.IsRoot(xml)) return Are(EvidenceKind.Tests, report with { Tests = TrxReport.Read(Known(EvidenceKind.Tests, xml)) });
        if (CoberturaReport.IsRoot(xml)) return Are(EvidenceKind.Coverage, report with { Coverage = CoberturaReport.Read(Known(EvidenceKind.Coverage, xml)) });
        if (xml.Name is "coverage" or "report")
        {
            _kind = EvidenceKind.Coverage;
            throw xml.Fault("it looks like coverage, but not in Cobertura's form, the one that is read here");
        }

        if (xml.Name == "bom")
        {
            _kind = EvidenceKind.Sbom;
            throw xml.Fault("it looks like CycloneDX in XML; let the tool write JSON, the form that is read here");
        }

        throw xml.Fault($"its root element is {EvidenceFaultException.OneLine(xml.Name, 40)}, no report that is read here: {ReadHere}");
    }

    private EvidenceReport SayJson(EvidenceReport report, ReadOnlyMemory<byte> content)
    {
        using var json = JsonFile.Open(content);
        var root = new JsonPart(json.RootElement);
        if (SarifReport.IsRoot(root)) return Are(EvidenceKind.Scan, report with { Scan = SarifReport.Read(Known(EvidenceKind.Scan, root)) });
        if (CycloneDxReport.IsRoot(root))
        {
            // One that breaks off may have told of vulnerabilities too, so it stays unknown until it is read.
            var (components, scan) = CycloneDxReport.Read(root);
            return Are(EvidenceKind.Sbom, report with { Components = components, Scan = scan });
        }

        if (SpdxReport.IsRoot(root)) return Are(EvidenceKind.Sbom, report with { Components = SpdxReport.Read(Known(EvidenceKind.Sbom, root)) });
        throw root.Fault($"it is no report that is read here: {ReadHere}");
    }

    private T Known<T>(EvidenceKind kind, T content)
    {
        _kind = kind;
        return content;
    }

    private EvidenceReport Are(EvidenceKind kind, EvidenceReport report)
    {
        _kind = kind;
        return report;
    }
}
