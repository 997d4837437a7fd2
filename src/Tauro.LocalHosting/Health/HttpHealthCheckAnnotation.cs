namespace Tauro.LocalHosting;

/// <summary>The resource is healthy while a GET of this path answers with this status.</summary>
internal sealed record HttpHealthCheckAnnotation(string Path, int StatusCode, string? EndpointName)
    : IResourceAnnotation;
