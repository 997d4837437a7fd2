using Tauro.Contracts.Access;

namespace Tauro.Contracts.Identity;

/// <summary>Whether an account may do something, and why.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Grant">The grant that decided; absent if none did.</param>
/// <param name="Role">The role that has the grant.</param>
public sealed record AccessExplanation(bool Allowed, string Reason, Grant? Grant = null, string? Role = null);
