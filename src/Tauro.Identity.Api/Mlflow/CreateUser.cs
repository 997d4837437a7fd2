using Tauro.Contracts.Access;
using Tauro.Identity.Api.Accounts;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

internal static class CreateUser
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIdentityStore store)
    {
        var name = request.RequiredString("username");
        var password = request.RequiredString("password");
        if (Passwords.Check(password, name) is { } weak) throw MlflowException.Invalid(weak.Message);
        var account = NewAccounts.Create(PrincipalKind.User, name, null, isAdmin: false);
        var hash = await Passwords.Hash(password, request.Cancel);
        var created = await store.CreateAccount(account, hash, request.Cancel);
        return UserWire.ToResponse(created.OrThrow(name));
    }
}
