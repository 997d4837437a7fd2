using Tauro.Mlflow;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

internal static class UpdateAdmin
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IIdentityStore store)
    {
        var stored = await UserWire.Find(request, store);
        (await store.UpdateAccount(
                stored.Account.AccountId, new AccountUpdate(IsAdmin: ReadFlag(request)), request.Cancel))
            .OrThrow(stored.Account.Name);
        return MlflowResult.Empty;
    }

    // Clients before MLflow 3.13 send the name of the value.
    private static bool ReadFlag(MlflowRequest request)
    {
        if (request.IsMissing("is_admin")) throw MlflowMessage.MissingValue("is_admin");
        var value = request.Fields.GetProperty("is_admin");
        return value.ValueKind == System.Text.Json.JsonValueKind.String
            && bool.TryParse(value.GetString(), out var named)
            ? named
            : request.Flag("is_admin")!.Value;
    }
}
