namespace Tauro.Stores.LoggedModels;

/// <summary>A dataset by name, and by digest where that matters.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">Null takes any.</param>
public sealed record DatasetReference(string Name, string? Digest = null);
