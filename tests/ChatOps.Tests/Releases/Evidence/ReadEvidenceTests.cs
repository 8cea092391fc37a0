using System.IO.Compression;
using System.Text;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;
using ChatOps.Tests.Artifacts;

namespace ChatOps.Tests.Releases.Evidence;

/// <summary>Which artifacts are evidence, and what is read of those that are zips.</summary>
public sealed class ReadEvidenceTests : IDisposable
{
    private readonly StoreInTemp _temp = new();
    private readonly ReadEvidence _reader;

    public ReadEvidenceTests() => _reader = new(_temp.Store);

    public void Dispose()
    {
        _reader.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task Names_tell_evidence_from_what_is_deployed()
    {
        var reports = await Read(null, ("shop.zip", Zip(("Shop.dll", "x"))), ("TEST-shop.xml", Text(Reports.Surefire)), ("sbom.json", Text(Reports.SyftCycloneDx)));
        Assert.Equal(["TEST-shop.xml", "sbom.json"], reports.Artifacts);
        Assert.Equal([(1, null), (null, 3)], reports.Files.Select(f => (f.Tests?.Failed, f.Components)));
        Assert.Equal(EvidenceNames.Usual, reports.LookedFor);
    }

    [Fact]
    public async Task What_the_settings_name_for_deployment_is_no_evidence()
    {
        var reports = await Read("sbom-service.json", ("sbom-service.json", Text("{}")), ("JUNIT.XML", Text(Reports.Jest)));
        Assert.Equal(["JUNIT.XML"], reports.Artifacts);
    }

    [Fact]
    public async Task A_zip_of_evidence_is_opened_whatever_its_name()
    {
        var reports = await Read("shop.zip", ("shop.zip", Zip(("junit.xml", Reports.Jest))), ("test-results", Zip(("a/junit.xml", Reports.Jest), ("b/out.trx", Reports.Trx))), ("junit.xml", Zip(("x.xml", Reports.Pytest))));
        Assert.Equal(["junit.xml", "test-results"], reports.Artifacts);
        Assert.Equal(["junit.xml/x.xml", "test-results/a/junit.xml", "test-results/b/out.trx"], reports.Files.Select(f => f.File));
        Assert.Equal(4, reports.Tests!.Failed);
        Assert.Equal(Digest.Of(Text(Reports.Jest)), reports.Files[1].Digest);
    }

    [Fact]
    public async Task A_zip_that_holds_something_else_too_is_no_evidence() =>
        Assert.Empty((await Read("shop.zip", ("shop.zip", Zip(("Shop.dll", "x"))), ("docs.zip", Zip(("junit.xml", Reports.Jest), ("readme.md", "x"))))).Artifacts);

    [Fact]
    public async Task The_only_artifact_is_what_is_deployed() =>
        Assert.Empty((await Read(null, ("shop.zip", Zip(("junit.xml", Reports.Jest))))).Artifacts);

    [Fact]
    public async Task Zips_that_would_swell_are_not_unpacked()
    {
        var bomb = Zip(("junit.xml", new string(' ', 30 << 20)));
        Assert.Equal("the file: it unpacks to more than 200 times its size", (await Read("shop.zip", ("junit.zip.sarif", bomb))).Files.Single().Fault);
        var many = Zip([.. Enumerable.Range(0, 201).Select(i => ($"junit{i}.xml", Reports.Jest))]);
        Assert.Equal("the file: it holds 201 files, more than 200", (await Read("shop.zip", ("all.sarif", many))).Files.Single().Fault);
        var list = Zip([.. Enumerable.Range(0, 1001).Select(i => ($"junit{i}.xml", ""))]);
        Assert.Contains("lists more than 1000 entries", (await Read("shop.zip", ("all.sarif", list))).Files.Single().Fault);
        Assert.Empty((await Read("shop.zip", ("all", list))).Artifacts);
    }

    [Fact]
    public async Task A_zip_that_lies_about_lengths_is_not_believed()
    {
        var zip = Zip(("junit.xml", Reports.Jest));
        // The length in the central directory, 24 bytes after its signature.
        var at = zip.AsSpan().LastIndexOf("PK\x01\x02"u8) + 24;
        BitConverter.GetBytes(Reports.Jest.Length - 20).CopyTo(zip, at);
        Assert.NotNull((await Read("shop.zip", ("all.sarif", zip))).Files.Single().Fault);
    }

    [Fact]
    public async Task A_zip_that_is_cut_off_is_a_fault()
    {
        var report = (await Read("shop.zip", ("out.sarif", Zip(("junit.xml", Reports.Jest))[..60]))).Files.Single();
        Assert.Equal(("out.sarif", "the file: it is a zip that is damaged, cut off, or lists more than 1000 entries"), (report.File, report.Fault));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read() =>
        Assert.Equal("the file: it is larger than 64 MB", (await Read("shop.zip", ("junit.xml", new byte[(64 << 20) + 1]))).Files.Single().Fault);

    private async Task<ReleaseReports> Read(string? toDeploy, params (string Name, byte[] Bytes)[] files)
    {
        var artifacts = new List<Artifact>();
        foreach (var (name, bytes) in files) artifacts.Add(await _temp.Store.TakeIn(new MemoryStream(bytes), name, recorded: null, long.MaxValue, default));
        return await _reader.Of(artifacts, EvidenceNames.Usual, toDeploy, default);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Text(text));
            }
        }

        return bytes.ToArray();
    }
}
