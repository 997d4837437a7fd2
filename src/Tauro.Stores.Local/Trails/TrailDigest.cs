using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tauro.Stores.Local.Trails;

/// <summary>The value in the place of one that is too large for the trail: its length and its SHA-256.</summary>
internal static class TrailDigest
{
    /// <summary>Whether a document is only known by its digest.</summary>
    public static bool IsDigest(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.GetPropertyCount() == 2
        && document.TryGetProperty("bytes", out _) && document.TryGetProperty("sha256", out _);

    public static byte[] Encode(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes(
        $"{{\"bytes\":{json.Length},\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(json))}\"}}");
}
