namespace Tauro.Stores;

/// <summary>
/// A file does not contain what was written to it. The store refuses to open, or to read the file, rather than serve
/// less than was acknowledged. The message names the file, the offset where it is known, and the remedy. Returned as
/// 500 with the code <c>data_damaged</c>.
/// </summary>
public sealed class StorageCorruptException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The file or artifact that is damaged; null when it is not known.</summary>
    public string? File { get; init; }
}
