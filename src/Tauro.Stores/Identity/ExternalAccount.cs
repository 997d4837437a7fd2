using Tauro.Contracts.Ids;

namespace Tauro.Stores.Identity;

/// <summary>The account of a sign-in with a token of another issuer.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">The version of the first snapshot that has it as it is now.</param>
public sealed record ExternalAccount(AccountId AccountId, long Version);
