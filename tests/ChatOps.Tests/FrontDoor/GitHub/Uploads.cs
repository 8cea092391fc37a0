using System.IO.Compression;
using System.Text;

namespace ChatOps.Tests.FrontDoor.GitHub;

/// <summary>Reports as workflows upload them: packed, as GitHub keeps every artifact.</summary>
internal static class Uploads
{
    public static string JUnit(int passed, params string[] failed) =>
        $"<testsuites><testsuite name=\"shop\" tests=\"{passed + failed.Length}\">"
        + string.Concat(Enumerable.Range(1, passed).Select(i => $"<testcase name=\"t{i}\"/>"))
        + string.Concat(failed.Select(f => $"<testcase name=\"{f}\"><failure message=\"no\"/></testcase>"))
        + "</testsuite></testsuites>";

    public static byte[] Zip(string name, string content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open()) entry.Write(Encoding.UTF8.GetBytes(content));
        return bytes.ToArray();
    }
}
