namespace Tauro.Stores.Filters;

/// <summary>A sort key.</summary>
public readonly record struct OrderBy(Field Field, bool Descending = false);
