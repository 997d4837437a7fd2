namespace Tauro.Stores;

/// <summary>The value of an operation that succeeds without a result.</summary>
public readonly record struct Done;
