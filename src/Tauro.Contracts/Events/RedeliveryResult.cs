namespace Tauro.Contracts.Events;

/// <summary>The result of redelivering all dead events.</summary>
/// <param name="Redelivered">Events that were handled and removed from the list.</param>
/// <param name="Failed">Events that failed again; the list gives the reasons.</param>
public sealed record RedeliveryResult(int Redelivered, int Failed);
