using System.Text;
using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>Attestations, and programs in place of cosign and gh that check what they are given as those do.</summary>
internal static class Attested
{
    // As cosign reads them: what it does not know it refuses.
    public const string AsCosign = """
        [ "$1" = verify-blob-attestation ] || exit 2; shift
        while [ $# -gt 0 ]; do case "$1" in
          --new-bundle-format) shift;;
          --bundle) bundle=$2; shift 2;;
          --type) [ "$2" = https://slsa.dev/provenance/v1 ] || exit 3; shift 2;;
          --certificate-oidc-issuer) [ "$2" = https://token.actions.githubusercontent.com ] || exit 4; shift 2;;
          --certificate-github-workflow-repository) [ "$2" = example/shop ] || exit 5; shift 2;;
          --certificate-identity-regexp) echo "https://github.com/example/shop/.github/workflows/release.yml@refs/heads/main" | grep -Eq "$2" || exit 6
            echo "https://github.com/example/shop/.github/workflows/release.yml.evil@refs/heads/main" | grep -Eq "$2" && exit 7; shift 2;;
          --) file=$2; shift 2;;
          *) echo "Error: unknown flag: $1" >&2; exit 1;;
        esac; done
        digest=$(sha256sum "$file" | cut -d ' ' -f 1)
        sed 's/.*"payload":"\([^"]*\)".*/\1/' "$bundle" | base64 -d | grep -q "$digest" || { echo "Error: the digest differs" >&2; exit 1; }
        """;

    public const string AsGh = """
        [ "$1 $2" = "attestation verify" ] || exit 2; shift 2
        while [ $# -gt 0 ]; do case "$1" in
          --bundle) bundle=$2; shift 2;;
          --predicate-type) [ "$2" = https://slsa.dev/provenance/v1 ] || exit 3; shift 2;;
          --cert-oidc-issuer) [ "$2" = https://token.actions.githubusercontent.com ] || exit 4; shift 2;;
          --repo) [ "$2" = example/shop ] || exit 5; shift 2;;
          --hostname) [ "$2" = github.com ] || exit 6; shift 2;;
          --signer-workflow) [ "$2" = github.com/example/shop/.github/workflows/release.yml ] || exit 7; shift 2;;
          --) file=$2; shift 2;;
          *) echo "unknown flag: $1" >&2; exit 1;;
        esac; done
        digest=$(sha256sum "$file" | cut -d ' ' -f 1)
        sed 's/.*"payload":"\([^"]*\)".*/\1/' "$bundle" | base64 -d | grep -q "$digest" || { echo "Error: the digest differs" >&2; exit 1; }
        """;

    public static string Tool(World world, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(world.Settings.Folder, "tools")).FullName;
        return Path.Combine(folder, name);
    }

    // Renamed into its place: a program that is still being written can't be started.
    public static void Install(string tool, string script)
    {
        File.WriteAllText($"{tool}.draft", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode($"{tool}.draft", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move($"{tool}.draft", tool, overwrite: true);
    }

    public static string Bundle(string digest, string repository, string predicate = "https://slsa.dev/provenance/v1")
    {
        var statement = new JsonObject
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["subject"] = new JsonArray(new JsonObject { ["name"] = "shop.zip", ["digest"] = new JsonObject { ["sha256"] = digest } }),
            ["predicateType"] = predicate,
            ["predicate"] = new JsonObject
            {
                ["buildDefinition"] = new JsonObject
                {
                    ["externalParameters"] = new JsonObject
                    {
                        ["workflow"] = new JsonObject { ["ref"] = "refs/heads/main", ["repository"] = repository, ["path"] = ".github/workflows/release.yml" },
                    },
                },
            },
        };
        return new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
            ["dsseEnvelope"] = new JsonObject { ["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement.ToJsonString())), ["payloadType"] = "application/vnd.in-toto+json", ["signatures"] = new JsonArray() },
        }.ToJsonString();
    }
}
