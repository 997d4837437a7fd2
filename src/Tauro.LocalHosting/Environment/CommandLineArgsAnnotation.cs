namespace Tauro.LocalHosting;

internal sealed record CommandLineArgsAnnotation(IReadOnlyList<string> Arguments) : IResourceAnnotation;
