using System.Text.Json;

namespace Tauro.Stores.Local.Trails;

/// <summary>What is in the trail instead of a secret.</summary>
internal static class TrailSecret
{
    private const string Hidden = "(hidden)";

    /// <summary>Hides a value.</summary>
    public static string Hide(JsonElement value) => Hidden;

    /// <summary>Hides a URL except for its scheme, host and port: its path or query may be a password.</summary>
    public static string HideInUrl(JsonElement url) =>
        Uri.TryCreate(url.GetString(), UriKind.Absolute, out var uri)
            ? $"{uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}/{Hidden}"
            : Hidden;
}
