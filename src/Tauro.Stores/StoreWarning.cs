namespace Tauro.Stores;

/// <summary>A warning to the client about a change that was made.</summary>
/// <param name="Code">A stable name: that of the limit.</param>
/// <param name="Message">What the matter is, which value, and what to do; in ASCII.</param>
public sealed record StoreWarning(string Code, string Message);
