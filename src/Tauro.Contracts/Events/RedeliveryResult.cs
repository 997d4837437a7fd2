namespace Tauro.Contracts.Events;

/// <summary>What came of redelivering all dead events.</summary>
/// <param name="Redelivered">Events that were handled and have left the list.</param>
/// <param name="Failed">Events that failed again; the list has the reasons.</param>
public sealed record RedeliveryResult(int Redelivered, int Failed);
