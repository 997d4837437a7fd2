namespace Tauro.Stores;

/// <summary>
/// A search took more work than one search may; the message says what to write instead. Returned as 400, because it
/// would fail again.
/// </summary>
public sealed class SearchTooCostlyException(string message, Exception? inner = null) : Exception(message, inner);
