namespace Tauro.Gateway.Routing;

/// <summary>A path, with everything below it, and the service that owns it.</summary>
public readonly record struct Ownership(string Path, string Service);
