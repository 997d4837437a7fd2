namespace Tauro.Stores;

/// <summary>The value of an operation that has nothing to tell but that it is done.</summary>
public readonly record struct Done;
