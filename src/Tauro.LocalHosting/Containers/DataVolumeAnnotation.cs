namespace Tauro.LocalHosting;

internal sealed record DataVolumeAnnotation(string? Name, bool IsReadOnly) : IResourceAnnotation;
