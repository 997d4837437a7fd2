using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Trail;

/// <summary>The account that made a change.</summary>
/// <param name="Type">A user, a service account, or a process of Tauro.</param>
/// <param name="Id">The id of the account; of a process of Tauro, its name.</param>
/// <param name="KeyId">The API key that it used; absent for other credentials.</param>
public sealed record TrailAccount(PrincipalKind Type, AccountId Id, ApiKeyId? KeyId = null);
