using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Tests.Conventions;

/// <summary>The domain is rules and nothing else: no package, no clock, no chance, no outside.</summary>
public sealed class DomainTests
{
    private static readonly Assembly Domain = typeof(PipelineRun).Assembly;

    [Fact]
    public void It_names_no_package_and_no_other_project()
    {
        var project = XDocument.Parse(Repository.Read("src/ChatOps.Domain/ChatOps.Domain.csproj"));
        Assert.DoesNotContain(project.Descendants(), e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference" or "FrameworkReference");
    }

    [Fact]
    public void It_references_the_framework_only() =>
        Assert.All(Domain.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void It_knows_no_clock_no_chance_and_no_outside()
    {
        string[] spaces = ["System.IO", "System.Net", "System.Diagnostics.Process", "System.Threading.Tasks", "Microsoft"];
        string[] members =
        [
            "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.TimeProvider.get_System",
            "System.Guid.NewGuid", "System.Random..ctor", "System.Random.get_Shared", "System.Environment.GetEnvironmentVariable", "System.Console.WriteLine",
        ];
        var needed = Needed();
        Assert.Contains("System.Linq.Enumerable.Where", needed);
        Assert.DoesNotContain(needed, n => members.Contains(n) || spaces.Any(s => n.StartsWith(s + ".", StringComparison.Ordinal)));
    }

    private static List<string> Needed()
    {
        using var file = new PEReader(File.OpenRead(Domain.Location));
        var metadata = file.GetMetadataReader();
        var found = new List<string>();
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            found.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }

        return found;
    }
}
