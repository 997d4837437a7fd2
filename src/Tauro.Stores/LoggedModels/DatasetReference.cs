namespace Tauro.Stores.LoggedModels;

/// <summary>A dataset by name, and optionally by digest.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">Null for any.</param>
public sealed record DatasetReference(string Name, string? Digest = null);
