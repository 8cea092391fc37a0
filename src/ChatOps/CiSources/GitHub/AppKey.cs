using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatOps.CiSources.GitHub;

/// <summary>The App's private key. It is read for every signature, so that a new one needs no restart.</summary>
internal static class AppKey
{
    // GitHub allows ten minutes at most, and clocks differ: https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(1), Lifetime = TimeSpan.FromMinutes(9);

    /// <returns>What is wrong with the file, to be set behind its name; null if it is a key.</returns>
    public static string? Fault(string path)
    {
        try
        {
            using var key = Read(path);
            return null;
        }
        catch (FileNotFoundException)
        {
            return "names a file that is not there";
        }
        catch (DirectoryNotFoundException)
        {
            return "names a file that is not there";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "names a file that can't be read";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return "names a file that is no RSA private key in PEM form";
        }
    }

    /// <exception cref="CiUnavailableException">The key can't be used.</exception>
    public static string Token(string appId, string path, DateTimeOffset now)
    {
        try
        {
            using var key = Read(path);
            var claims = new AppClaims((now - Backdated).ToUnixTimeSeconds(), (now + Lifetime).ToUnixTimeSeconds(), appId);
            var signed = $"{Encode("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims, Wire.GitHubJson.Default.AppClaims))}";
            return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new CiUnavailableException($"GitHub:PrivateKeyPath {Fault(path) ?? "could not be used just now"}.");
        }
    }

    private static RSA Read(string path)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            // A public key can be read too, and signs nothing.
            _ = key.SignData("x"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

internal sealed record AppClaims(long Iat, long Exp, string Iss);
