using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>A registered model was created.</summary>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelRegistered(string Name, bool IsPrompt = false) : LifecycleEvent($"models/{Name}");

/// <summary>The name, description or tags of a registered model changed.</summary>
/// <param name="Name">The current name.</param>
/// <param name="PreviousName">The name before a rename; absent when only other members changed.</param>
/// <param name="ModelId">The id of the model, which a rename does not change.</param>
public sealed record ModelUpdated(string Name, string? PreviousName = null, ModelId? ModelId = null)
    : LifecycleEvent($"models/{Name}");

/// <summary>A registered model was moved to another workspace, with its versions.</summary>
/// <param name="From">The workspace that it was in.</param>
/// <param name="To">The workspace that it is in.</param>
/// <param name="ModelId">The id of the model, which stays the same.</param>
public sealed record ModelMoved(string Name, WorkspaceName From, WorkspaceName To, ModelId ModelId)
    : LifecycleEvent($"models/{Name}");

/// <summary>A registered model was deleted with its versions, for good.</summary>
/// <param name="ModelId">The id under which its files were stored.</param>
public sealed record ModelDeleted(string Name, ModelId? ModelId = null) : LifecycleEvent($"models/{Name}");

/// <summary>The version that was in Production before is there again.</summary>
/// <param name="Version">That version.</param>
/// <param name="Archived">The versions that left Production.</param>
/// <param name="Skipped">Versions that were there later, but are deleted.</param>
/// <param name="By">Who did it: a claim of the client.</param>
public sealed record ModelRolledBack(
    string Name, int Version, IReadOnlyList<int> Archived, IReadOnlyList<int> Skipped, string? Reason = null,
    string? By = null) : LifecycleEvent($"models/{Name}");

/// <summary>A tag of a registered model was set.</summary>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelTagSet(string Name, string Key, string Value, bool IsPrompt = false)
    : LifecycleEvent($"models/{Name}");

/// <summary>A tag of a registered model was deleted.</summary>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelTagDeleted(string Name, string Key, bool IsPrompt = false)
    : LifecycleEvent($"models/{Name}");

/// <summary>An alias of a registered model was created or moved.</summary>
/// <param name="Version">The version that the alias now points to.</param>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelAliasSet(string Name, string Alias, int Version, bool IsPrompt = false)
    : LifecycleEvent($"models/{Name}/aliases/{Alias}");

/// <summary>An alias of a registered model was deleted.</summary>
/// <param name="Version">The version that the alias pointed to.</param>
/// <param name="IsPrompt">Whether the model is a prompt.</param>
public sealed record ModelAliasDeleted(string Name, string Alias, int Version, bool IsPrompt = false)
    : LifecycleEvent($"models/{Name}/aliases/{Alias}");
