using Tauro.Contracts.Access;

namespace Tauro.Stores.Identity;

/// <summary>A sign-in of a user or program with a token of another issuer, which the gateway has verified.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Subject">The user or program, as the issuer names it.</param>
/// <param name="Kind">The kind of account that is created for it.</param>
/// <param name="Name">The name of that account, if it is not taken; null to create none.</param>
/// <param name="Groups">Its groups; null if they are not known, so that its roles stay.</param>
public sealed record ExternalSignIn(
    string Issuer, string Subject, PrincipalKind Kind, string? Name, IReadOnlyList<string>? Groups);
