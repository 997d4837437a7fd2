namespace Tauro.Contracts.Retention;

/// <summary>A hold to set.</summary>
/// <param name="Reason">Why; required.</param>
/// <param name="By">Who sets it: a claim of the client.</param>
public sealed record NewHold(string Reason, string? By = null);
