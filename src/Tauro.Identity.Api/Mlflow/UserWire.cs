using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Identity.Api.Accounts;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Mlflow;

/// <summary>Reads and writes users in the form of MLflow's messages.</summary>
internal static class UserWire
{
    public static MlflowResult ToResponse(Account account, bool? isBasic = null) => new(writer =>
    {
        writer.Message("user", message => Write(message, account));
        if (isBasic is { } basic) writer.Flag("is_basic_auth", basic);
    });

    // Clients up to MLflow 3.12 read the lists of permissions without looking whether they are there.
    public static void Write(MlflowWriter writer, Account account) => writer
        .Integer("id", account.Number)
        .String("username", account.Name)
        .Flag("is_admin", account.IsAdmin)
        .MessagesOrEmpty<Account>("experiment_permissions", [], Write)
        .MessagesOrEmpty<Account>("registered_model_permissions", [], Write)
        .MessagesOrEmpty<Account>("scorer_permissions", [], Write);

    /// <summary>
    /// Finds the user that a request names, if its sender may see them; the same problem otherwise, so that names can't
    /// be probed.
    /// </summary>
    public static async Task<StoredAccount> Find(MlflowRequest request, IIdentityStore store)
    {
        var name = request.RequiredString("username");
        var found = await store.GetAccount(name, request.Cancel);
        return found.IsOk && found.Value.Account.Kind == PrincipalKind.User
            && Caller.From(request.Context).MayActFor(found.Value.Account.AccountId)
            ? found.Value
            : throw Missing(name);
    }

    public static MlflowException Missing(string name) =>
        MlflowException.Missing($"User with username={name} not found");

    public static T OrThrow<T>(this StoreOutcome<T> outcome, string name) => outcome.Problem switch
    {
        null => outcome.Value,
        { Code: Contracts.ProblemCodes.AccountNameTaken } =>
            throw MlflowException.AlreadyExists($"User (username={name}) already exists."),
        { Kind: ProblemKind.NotFound } => throw Missing(name),
        var problem => throw MlflowException.Invalid(problem.Message),
    };
}
