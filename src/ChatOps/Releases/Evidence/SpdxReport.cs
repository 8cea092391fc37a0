namespace ChatOps.Releases.Evidence;

/// <summary>SPDX in JSON: 2.x, and the packages of a 3.0 graph. What the document is about is not counted among its own parts.</summary>
/// <remarks>https://spdx.github.io/spdx-spec/v2.3/package-information/ and https://spdx.github.io/spdx-spec/v3.0.1/serializations/</remarks>
internal static class SpdxReport
{
    private const string Document = "SPDXRef-DOCUMENT";

    public static bool IsRoot(JsonPart root) => root["spdxVersion"] is not null || root["@graph"] is not null;

    public static int Read(JsonPart root)
    {
        if (root["@graph"] is { } graph) return graph.Entries().Count(e => e["type"] is { } type && type.AsText() is "software_Package" or "software/Package");
        if (root["spdxVersion"]!.AsText() is var version && !version.StartsWith("SPDX-2.", StringComparison.Ordinal)) throw root["spdxVersion"]!.Fault("is a version that is not read here: SPDX-2.2 and 2.3 are");
        if (root["packages"] is not { } packages) return 0;
        var about = root.List("documentDescribes").Select(d => d.AsText())
            .Concat(root.List("relationships")
                .Where(r => r.Text("relationshipType") == "DESCRIBES" && r.Text("spdxElementId") == Document)
                .Select(r => r.Text("relatedSpdxElement") ?? ""))
            .ToHashSet(StringComparer.Ordinal);
        return packages.Entries().Count(p => !about.Contains(p.Text("SPDXID") ?? ""));
    }
}
