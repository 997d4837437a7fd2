using Tauro.Contracts.Identity;

namespace Tauro.Identity.Api.Mlflow.Grants;

/// <summary>A grant to a single account.</summary>
/// <param name="User">The account.</param>
/// <param name="Permission">Its grant.</param>
internal sealed record UserGrant(Account User, RolePermission Permission);
