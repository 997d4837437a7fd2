using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;

namespace Tauro.Identity.Api.Accounts;

/// <summary>Creates accounts that the store gives an id, a number and times.</summary>
internal static class NewAccounts
{
    public static Account Create(PrincipalKind kind, string name, string? description, bool isAdmin) => new()
    {
        AccountId = default, Number = 0, Kind = kind, Name = name, Description = description, IsAdmin = isAdmin,
    };
}
