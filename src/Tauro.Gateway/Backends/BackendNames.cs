namespace Tauro.Gateway.Backends;

/// <summary>The services behind the gateway.</summary>
internal sealed record BackendNames(IReadOnlyList<string> All);
