using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>What GitHub's description requires of each kind of thing, at its plainest: what a test says of a thing is laid over it.</summary>
internal static class Shapes
{
    private static readonly JsonObject All = Read();

    public static JsonObject Of(string shape, params (string Name, JsonNode? Value)[] told)
    {
        var plain = All[shape]!.DeepClone().AsObject();
        foreach (var (name, value) in told) plain[name] = value;
        return plain;
    }

    public static JsonObject Account(string login) => Of("simple-user", ("id", NumberOf(login)), ("login", login), ("type", "User"));

    /// <summary>Every login is an account of its own.</summary>
    public static long NumberOf(string login) => 1 + (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(login.ToLowerInvariant()))) >> 2);

    public static JsonObject Commit(CommitState commit)
    {
        var shape = Of("commit", ("sha", commit.Sha), ("author", commit.Login is null ? null : Account(commit.Login)));
        shape["commit"]!["message"] = commit.Message;
        shape["commit"]!["author"] = new JsonObject { ["name"] = commit.Name, ["email"] = "someone@shop.example", ["date"] = "2026-11-01T10:00:00Z" };
        return shape;
    }

    private static JsonObject Read()
    {
        using var file = typeof(Shapes).Assembly.GetManifestResourceStream("github-shapes.json")!;
        return JsonNode.Parse(file)!.AsObject();
    }
}
