namespace Tauro.Contracts.Identity;

/// <summary>What a service has in a workspace.</summary>
/// <param name="Count">The number of resources, deleted ones included.</param>
/// <param name="Kind">What they are, in the plural.</param>
public sealed record WorkspaceContent(int Count, string Kind);
