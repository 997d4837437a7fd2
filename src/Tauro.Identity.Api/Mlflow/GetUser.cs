using Tauro.Identity.Api.Accounts;
using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

internal static class GetUser
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIdentityStore store) =>
        UserWire.ToResponse((await UserWire.Find(request, store)).Account);

    public static async Task<MlflowResult> HandleCurrent(MlflowRequest request, IIdentityStore store)
    {
        var caller = Caller.From(request.Context);
        var found = await store.GetAccount(caller.AccountId, request.Cancel);
        return UserWire.ToResponse(found.OrThrow(caller.Principal.Name).Account, isBasic: true);
    }
}
