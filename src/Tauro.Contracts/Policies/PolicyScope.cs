namespace Tauro.Contracts.Policies;

/// <summary>The models that a policy applies to: those that all given members match; all models by default.</summary>
/// <param name="Name">The name of a model, or a glob: <c>fraud*</c>; <c>?</c> stands for one character.</param>
/// <param name="Tag">A tag of the model: <c>key=value</c>, or <c>key</c> for any value.</param>
public sealed record PolicyScope(string? Name = null, string? Tag = null);
