namespace Tauro.Contracts.Traces;

/// <summary>A version of a prompt that a trace used.</summary>
public sealed record PromptReference(string Name, string Version);
