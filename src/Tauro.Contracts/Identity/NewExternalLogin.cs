using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>An external login to add to an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Issuer">The issuer, exactly as in the claim <c>iss</c> of its tokens.</param>
/// <param name="Subject">
/// The subject, exactly as in the claim <c>sub</c>, or as the subject template of the issuer makes it.
/// </param>
public sealed record NewExternalLogin(AccountId AccountId, string Issuer, string Subject);
