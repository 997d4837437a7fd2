using Tauro.Contracts.Access;

namespace Tauro.Identity.Api.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/v1/users").WithTags("Identity");
        // Who manages a workspace gives its roles to accounts.
        users.MapGet("", ListAccounts.For(PrincipalKind.User)).Requires(AccessAction.Manage, ResourceType.Workspace)
            .WithName("ListUsers").WithSummary("List the users");
        users.MapPost("", CreateUser.Handle).RequiresAdmin()
            .WithName("CreateUser").WithSummary("Create a user");
        users.MapGet("{account_id}", GetAccount.For(PrincipalKind.User)).RequiresPrincipal()
            .WithName("GetUser").WithSummary("Get a user; others than oneself only as an administrator");
        users.MapPatch("{account_id}", UpdateAccount.For(PrincipalKind.User)).RequiresPrincipal()
            .WithName("UpdateUser").WithSummary("Change a user; the own password as everybody");
        users.MapDelete("{account_id}", DeleteAccount.For(PrincipalKind.User)).RequiresAdmin()
            .WithName("DeleteUser").WithSummary("Delete a user with all API keys");

        var services = app.MapGroup("/api/v1/service-accounts").WithTags("Identity");
        services.MapGet("", ListAccounts.For(PrincipalKind.ServiceAccount))
            .Requires(AccessAction.Manage, ResourceType.Workspace)
            .WithName("ListServiceAccounts").WithSummary("List the service accounts");
        services.MapPost("", CreateServiceAccount.Handle).RequiresAdmin()
            .WithName("CreateServiceAccount").WithSummary("Create a service account");
        services.MapGet("{account_id}", GetAccount.For(PrincipalKind.ServiceAccount)).RequiresPrincipal()
            .WithName("GetServiceAccount").WithSummary("Get a service account");
        services.MapPatch("{account_id}", UpdateAccount.For(PrincipalKind.ServiceAccount)).RequiresAdmin()
            .WithName("UpdateServiceAccount").WithSummary("Change a service account");
        services.MapDelete("{account_id}", DeleteAccount.For(PrincipalKind.ServiceAccount)).RequiresAdmin()
            .WithName("DeleteServiceAccount").WithSummary("Delete a service account with all API keys");
    }
}
