using Tauro.Identity.Api.Accounts;
using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

internal static class UpdatePassword
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIdentityStore store)
    {
        var stored = await UserWire.Find(request, store);
        var name = stored.Account.Name;
        var password = await NewPasswords.Hash(
            stored, request.RequiredString("password"), request.String("current_password"),
            Caller.From(request.Context), request.Cancel);
        var update = new AccountUpdate(password.OrThrow(name));
        (await store.UpdateAccount(stored.Account.AccountId, update, request.Cancel)).OrThrow(name);
        return MlflowResult.Empty;
    }
}
