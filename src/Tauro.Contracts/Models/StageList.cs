namespace Tauro.Contracts.Models;

/// <summary>The stages that there are.</summary>
/// <param name="Stages">The default ones first, then those of the setting <c>Registry:Stages</c>.</param>
public sealed record StageList(IReadOnlyList<ModelStage> Stages);
