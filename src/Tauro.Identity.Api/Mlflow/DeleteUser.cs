using Tauro.Identity.Api.Accounts;
using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

internal static class DeleteUser
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIdentityStore store)
    {
        var stored = await UserWire.Find(request, store);
        if (Caller.From(request.Context).Is(stored.Account.AccountId))
            throw MlflowException.Invalid("A user can't delete their own account; another administrator can.");
        (await store.DeleteAccount(stored.Account.AccountId, request.Cancel)).OrThrow(stored.Account.Name);
        return MlflowResult.Empty;
    }
}
