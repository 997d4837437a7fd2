using Microsoft.AspNetCore.Components;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Web.Api;

/// <summary>The path of a kind of accounts, which the API and the pages have in common.</summary>
internal sealed record AccountPath(string Value, string Title)
{
    public static AccountPath Users { get; } = new("users", "Users");

    public static AccountPath ServiceAccounts { get; } = new("service-accounts", "Service accounts");

    public static AccountPath For(PrincipalKind kind) => kind == PrincipalKind.User ? Users : ServiceAccounts;

    /// <summary>Returns the kind of accounts that a page is about, by its address.</summary>
    public static AccountPath Find(NavigationManager navigation) =>
        navigation.ToBaseRelativePath(navigation.Uri)
            .StartsWith(ServiceAccounts.Value, StringComparison.OrdinalIgnoreCase)
            ? ServiceAccounts
            : Users;

    public string To(AccountId id) => $"{Value}/{Uri.EscapeDataString(id)}";
}
