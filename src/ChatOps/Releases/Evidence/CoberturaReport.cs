using System.Globalization;
using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>Cobertura's coverage XML, as coverlet, coverage.py, gcovr and Istanbul write it. Only the totals at its root are read.</summary>
/// <remarks>https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd</remarks>
internal static class CoberturaReport
{
    public static bool IsRoot(XmlFile xml) => xml.Name == "coverage" && xml.Attribute("line-rate") is not null;

    public static LineCoverage Read(XmlFile xml)
    {
        var text = xml.Attribute("line-rate") ?? "";
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var rate) || rate > 1)
            throw xml.Fault($"line-rate is \"{EvidenceFaultException.OneLine(text, 40)}\", and must be a number from 0 to 1");
        var percent = rate * 100;
        long? lines = null, covered = null;
        if (xml.Attribute("lines-valid") is { Length: > 0 } && xml.Attribute("lines-covered") is { Length: > 0 })
        {
            (lines, covered) = (Lines(xml, "lines-valid"), Lines(xml, "lines-covered"));
            if (lines == 0) throw xml.Fault("lines-valid is 0: it counts no line, so it says nothing");
            if (covered > lines) throw xml.Fault($"lines-covered is {covered}, more than the {lines} of lines-valid");
            percent = 100m * covered.Value / lines.Value;
        }

        // To its end, so that a file that was cut off is known for one.
        while (xml.Next())
        {
        }

        return new(percent, covered, lines);
    }

    private static long Lines(XmlFile xml, string name)
    {
        var text = xml.Attribute(name)!;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? lines
            : throw xml.Fault($"{name} is \"{EvidenceFaultException.OneLine(text, 40)}\", and must be a whole number from 0");
    }
}
