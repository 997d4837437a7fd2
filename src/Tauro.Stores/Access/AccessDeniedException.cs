namespace Tauro.Stores.Access;

/// <summary>The principal of a request may not do what it requires.</summary>
/// <param name="message">Why, and what the request requires.</param>
public sealed class AccessDeniedException(string message) : Exception(message);
