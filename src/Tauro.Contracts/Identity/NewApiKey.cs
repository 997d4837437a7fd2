using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>An API key to create.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="AccountId">The account that it acts as; absent for that of the request.</param>
/// <param name="Scopes">What it is limited to; absent for all that the account may do.</param>
/// <param name="LifetimeDays">The days until it expires, 1 to 730. Default 90.</param>
/// <param name="Workspace">The workspace that it is limited to; absent for all of the account.</param>
public sealed record NewApiKey(
    string Name, AccountId? AccountId = null, IReadOnlyList<AccessScope>? Scopes = null,
    int LifetimeDays = Limits.ApiKeyDaysDefault, WorkspaceName? Workspace = null);
