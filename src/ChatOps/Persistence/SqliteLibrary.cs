using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace ChatOps.Persistence;

/// <summary>Lets the SQLite driver use the system's own library: the package source lacks the one that brings its own.</summary>
/// <remarks>
/// The driver was compiled against a newer SQLitePCLRaw than the one that restores here. All it calls exists in 2.0.6 too, except
/// loading extensions, which this bot never does; a test holds the driver's references against the assembly.
/// </remarks>
public static class SqliteLibrary
{
    private static readonly string[] Names = OperatingSystem.IsWindows()
        ? ["winsqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It must come before the first touch of the driver, wherever that is.")]
    internal static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "SQLitePCLRaw.core" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll")) : null;
        UseSystemLibrary();
    }

    /// <returns>What is missing and how to get it, or null if SQLite can be used.</returns>
    public static string? Fault() => Names.Any(name => NativeLibrary.TryLoad(name, out _))
        ? null
        : "SQLite's library was not found. Install it (Debian, Ubuntu: apt-get install libsqlite3-0; Fedora: dnf install sqlite-libs; Alpine: apk add sqlite-libs).";

    // Not inlined: the types below may be touched only after the handler above is in place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseSystemLibrary()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != "e_sqlite3") return IntPtr.Zero;
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle)) return handle;
        }

        throw new DllNotFoundException(Fault());
    }
}
