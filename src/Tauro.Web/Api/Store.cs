namespace Tauro.Web.Api;

/// <summary>The services that store data. Each has its own events, trail and retention.</summary>
internal static class Store
{
    public const string Tracking = "tracking";
    public const string Registry = "registry";

    public static IReadOnlyList<string> All { get; } = [Tracking, Registry];

    /// <summary>Returns the service that an address names; Tracking by default.</summary>
    public static string Parse(string? name) => name == Registry ? Registry : Tracking;
}
