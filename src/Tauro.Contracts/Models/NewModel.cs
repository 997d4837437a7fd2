namespace Tauro.Contracts.Models;

/// <summary>What is needed to create a registered model without a version.</summary>
/// <param name="Name">Unique; no <c>/</c> or <c>:</c>.</param>
/// <param name="Description">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewModel(
    string Name, string? Description = null, IReadOnlyDictionary<string, string>? Tags = null);
