using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Data.Sqlite;

namespace ChatOps.Tests.Persistence;

/// <summary>The driver was compiled against a newer SQLitePCLRaw than the one beside it: all that it calls must be there all the same.</summary>
public sealed class SqliteDriverTests
{
    private const string Core = "SQLitePCLRaw.core";

    // Loading extensions, which the bot never does.
    private static readonly string[] KnownGaps = ["SQLitePCL.raw.sqlite3_load_extension"];

    [Fact]
    public void Everything_the_driver_calls_is_there()
    {
        var called = Called();
        Assert.True(called.Count > 60, $"Only {called.Count} calls were found: this test no longer sees them.");
        var core = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{Core}.dll"));
        Assert.Equal(KnownGaps, called.Where(c => !IsThere(core, c)).Select(c => $"{c.Type}.{c.Member}").Distinct());
    }

    private static bool IsThere(Assembly core, (string Type, string Member, int Parameters) called)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        if (core.GetType(called.Type) is not { } type) return false;
        return called.Member.Length == 0
            || type.GetMember(called.Member, all).Any(m => m is FieldInfo || (m is MethodBase method && method.GetParameters().Length == called.Parameters));
    }

    private static HashSet<(string Type, string Member, int Parameters)> Called()
    {
        using var file = new PEReader(File.OpenRead(typeof(SqliteConnection).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var found = new HashSet<(string, string, int)>();
        var types = new Dictionary<TypeReferenceHandle, string>();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference) continue;
            if (metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) != Core) continue;
            types.Add(handle, $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
            found.Add((types[handle], "", 0));
        }

        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (member.Parent.Kind != HandleKind.TypeReference || !types.TryGetValue((TypeReferenceHandle)member.Parent, out var type)) continue;
            var parameters = member.GetKind() == MemberReferenceKind.Field ? 0 : ParametersOf(metadata.GetBlobReader(member.Signature));
            found.Add((type, metadata.GetString(member.Name), parameters));
        }

        return found;
    }

    private static int ParametersOf(BlobReader signature)
    {
        if (signature.ReadSignatureHeader().IsGeneric) signature.ReadCompressedInteger();
        return signature.ReadCompressedInteger();
    }
}
