using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A move of a resource to the workspace of the request.</summary>
/// <param name="From">The workspace that it is in.</param>
public sealed record WorkspaceMove(WorkspaceName From);
