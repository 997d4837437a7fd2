namespace Tauro.Stores;

/// <summary>
/// A search asked for more work than one search may cost; the message says what to write instead. Answered as 400,
/// for it would fail again.
/// </summary>
public sealed class SearchTooCostlyException(string message, Exception? inner = null) : Exception(message, inner);
