using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Shop;

namespace Checks;

/// <summary>The shop's unit tests, and their report in JUnit's form.</summary>
internal static class Tests
{
    private static readonly Release Sample = new(1234, "1.4.2", "ae6a81d4bf467f822ed44406d01b0ccf192343f4");

    private static readonly (string Name, Func<Task> Check)[] All =
    [
        ("Page.Names_the_version", () => Must(Page.Of(Sample, "staging").Contains("<h1>1.4.2</h1>", StringComparison.Ordinal))),
        ("Page.Names_the_environment", () => Must(Page.Of(Sample, "staging").Contains(">staging</span>", StringComparison.Ordinal))),
        ("Page.Shortens_the_commit", () => Must(Page.Of(Sample, "staging").Contains("commit ae6a81d<", StringComparison.Ordinal))),
        ("Page.Escapes_what_it_shows", () => Must(!Page.Of(Sample with { Version = "<script>" }, "x").Contains("<script>", StringComparison.Ordinal))),
        ("Page.Production_has_its_own_colour", () => Must(Page.Of(Sample, "production") != Page.Of(Sample, "staging"))),
        ("Needs.Nothing_needed_is_no_trouble", async () => await Must(await Needs.Trouble(null, default) is [])),
        ("Needs.What_listens_is_no_trouble", async () =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            await Must(await Needs.Trouble(new Dictionary<string, string> { ["db"] = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}" }, default) is []);
        }),
        ("Needs.What_is_gone_is_named", async () => await Must((await Needs.Trouble(new Dictionary<string, string> { ["db"] = "127.0.0.1:1" }, default)).Single().StartsWith("db: ", StringComparison.Ordinal))),
        ("Needs.No_port_is_named", async () => await Must((await Needs.Trouble(new Dictionary<string, string> { ["db"] = "nowhere" }, default)).Single().Contains("no host:port", StringComparison.Ordinal))),
    ];

    public static async Task<int> Run(string report)
    {
        var cases = new List<XElement>();
        var failed = 0;
        foreach (var (name, check) in All)
        {
            var watch = Stopwatch.StartNew();
            var fault = await Fault(check);
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            cases.Add(new XElement("testcase", new XAttribute("classname", name[..dot]), new XAttribute("name", name[(dot + 1)..]),
                new XAttribute("time", watch.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
                fault is null ? null : new XElement("failure", new XAttribute("message", fault))));
            if (fault is not null) failed++;
            Console.WriteLine($"{(fault is null ? "ok" : "FAILED")}  {name}{(fault is null ? "" : $": {fault}")}");
        }

        new XDocument(new XElement("testsuites", new XElement("testsuite", new XAttribute("name", "shop"), new XAttribute("tests", All.Length), new XAttribute("failures", failed), cases))).Save(report);
        Console.WriteLine($"{All.Length - failed} passed{(failed > 0 ? $", {failed} failed" : "")}");
        return failed == 0 ? 0 : 1;
    }

    private static async Task<string?> Fault(Func<Task> check)
    {
        try
        {
            await check();
            return null;
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
    }

    private static Task Must(bool holds) => holds ? Task.CompletedTask : throw new InvalidOperationException("it does not hold");
}
