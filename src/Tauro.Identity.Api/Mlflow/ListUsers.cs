using Tauro.Contracts.Access;
using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

internal static class ListUsers
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIdentityStore store)
    {
        var users = (await store.ListAccounts(request.Cancel)).Where(account => account.Kind == PrincipalKind.User);
        return new MlflowResult(writer => writer.Messages("users", users, UserWire.Write));
    }
}
