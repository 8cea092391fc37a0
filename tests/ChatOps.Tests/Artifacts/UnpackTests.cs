using System.IO.Compression;
using System.Text;
using ChatOps.Artifacts.Unpacking;
using ChatOps.Domain.Releases;

namespace ChatOps.Tests.Artifacts;

public sealed class UnpackTests : IDisposable
{
    private static readonly UnpackLimits Limits = new(Entries: 20, Bytes: 1 << 20, Ratio: 50, RatioFrom: 10_000);
    private readonly string _root = Directory.CreateTempSubdirectory("chatops-zip-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/evil.txt")]
    [InlineData("C:/evil.txt")]
    [InlineData("C:evil.txt")]
    [InlineData("..\\evil.txt")]
    [InlineData("a\\..\\..\\evil.txt")]
    [InlineData("./evil.txt")]
    [InlineData("a//evil.txt")]
    [InlineData("//server/share/evil.txt")]
    [InlineData("../")]
    [InlineData("..")]
    [InlineData("evil.txt:stream")]
    [InlineData("evil\u0001.txt")]
    [InlineData("evil.txt ")]
    [InlineData("evil./x")]
    public Task A_name_that_leads_outside_is_refused(string name) => Refuse(zip => Add(zip, name));

    [Fact]
    public Task A_link_is_refused() => Refuse(zip => Add(zip, "link", "/etc/passwd").ExternalAttributes = unchecked((int)0xA1FF0000));

    [Fact]
    public Task A_pipe_is_refused() => Refuse(zip => Add(zip, "pipe").ExternalAttributes = 0x11A4 << 16);

    [Fact]
    public Task A_folder_that_calls_itself_a_file_is_refused() => Refuse(zip => Add(zip, "folder").ExternalAttributes = 0x41ED << 16);

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("a.txt", "A.TXT")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/b", "A/c")]
    [InlineData("a/", "a")]
    public Task The_same_name_twice_is_refused(string one, string two) => Refuse(zip =>
    {
        Add(zip, one);
        Add(zip, two);
    });

    [Fact]
    public Task A_bomb_is_refused() => Refuse(zip => Add(zip, "bomb", new string('0', 600_000)));

    [Fact]
    public Task Too_many_bytes_are_refused() => Refuse(zip =>
    {
        for (var i = 0; i < 3; i++) Add(zip, $"part{i}", Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000)));
    });

    [Fact]
    public Task Too_many_entries_are_refused() => Refuse(zip =>
    {
        for (var i = 0; i < 21; i++) Add(zip, $"f{i}");
    });

    [Fact]
    public Task An_empty_archive_is_refused() => Refuse(_ => { }, safeEntry: false);

    [Fact]
    public async Task An_entry_writes_no_more_than_it_said_it_would()
    {
        var file = Zip(zip => Add(zip, "a.txt", new string('x', 5000)));
        var bytes = await File.ReadAllBytesAsync(file);

        // The uncompressed length in the central directory, which is what the plan is made from.
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(10).CopyTo(bytes, directory + 24);
        await File.WriteAllBytesAsync(file, bytes);
        var folder = Path.Combine(_root, "out");
        await ArtifactUnpacker.Unpack(file, Artifact(file), folder, Limits, CancellationToken.None);
        Assert.Equal(10, new FileInfo(Path.Combine(folder, "a.txt")).Length);
    }

    [Fact]
    public async Task What_is_no_zip_is_refused()
    {
        var file = Path.Combine(_root, "shop.zip");
        await File.WriteAllTextAsync(file, "not a zip");
        await Refuse(file);
    }

    [Fact]
    public async Task A_good_archive_is_laid_out_whole()
    {
        var file = Zip(zip =>
        {
            zip.CreateEntry("folder/");
            Add(zip, "folder/a.txt", "hello");
            Add(zip, "run", "#!").ExternalAttributes = 0x81ED << 16;
            Add(zip, "größe 日本.txt", "x");
        });
        var folder = Path.Combine(_root, "out");
        await ArtifactUnpacker.Unpack(file, Artifact(file), folder, Limits, CancellationToken.None);
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(folder, "folder", "a.txt")));
        Assert.True(File.Exists(Path.Combine(folder, "größe 日本.txt")));
        if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(Path.Combine(folder, "run")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(["out", "shop.zip"], Directory.GetFileSystemEntries(_root).Select(Path.GetFileName).Order());
    }

    private Task Refuse(Action<ZipArchive> content, bool safeEntry = true) => Refuse(Zip(zip =>
    {
        if (safeEntry) Add(zip, "first.txt");
        content(zip);
    }));

    private async Task Refuse(string file)
    {
        var folder = Path.Combine(_root, "deep", "out");
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var refusal = await Assert.ThrowsAsync<ArtifactRefusedException>(() =>
            ArtifactUnpacker.Unpack(file, Artifact(file), folder, Limits, CancellationToken.None));
        Assert.StartsWith("The artifact was refused: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_root, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["deep", "shop.zip"], Directory.GetFileSystemEntries(_root).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_root, "deep")));
    }

    private string Zip(Action<ZipArchive> content)
    {
        var file = Path.Combine(_root, "shop.zip");
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        content(zip);
        return file;
    }

    private static ZipArchiveEntry Add(ZipArchive zip, string name, string text = "x")
    {
        var entry = zip.CreateEntry(name);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
        return entry;
    }

    private static Artifact Artifact(string file) => new("shop.zip", new FileInfo(file).Length, Digest.Of(File.ReadAllBytes(file)));
}
