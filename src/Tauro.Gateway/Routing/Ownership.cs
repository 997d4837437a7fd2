namespace Tauro.Gateway.Routing;

/// <summary>A path and the service that owns it, including everything below the path.</summary>
public readonly record struct Ownership(string Path, string Service);
