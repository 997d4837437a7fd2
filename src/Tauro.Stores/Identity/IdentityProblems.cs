using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Identity;

/// <summary>Problems with accounts, API keys and roles.</summary>
public static class IdentityProblems
{
    public static StoreProblem AccountMissing(string name) => StoreProblem.NotFound(
        ProblemCodes.AccountNotFound, $"There is no account '{NameRules.Excerpt(name)}'.");

    public static StoreProblem NameTaken(string name) => StoreProblem.Conflict(
        ProblemCodes.AccountNameTaken, $"An account '{NameRules.Excerpt(name)}' exists; choose another name.");

    public static StoreProblem LastAdmin(string name) => StoreProblem.Conflict(
        ProblemCodes.LastAdmin,
        $"'{NameRules.Excerpt(name)}' is the last administrator. Make another account one first.");

    public static StoreProblem PasswordChanged() => StoreProblem.Conflict(
        ProblemCodes.PasswordRefused, "The password was changed meanwhile. Try again with the new one.");

    public static StoreProblem KeyMissing(ApiKeyId keyId) => StoreProblem.NotFound(
        ProblemCodes.ApiKeyNotFound, $"There is no API key '{NameRules.Excerpt(keyId)}'.");

    public static StoreProblem KeyRevoked(ApiKeyId keyId) => StoreProblem.Conflict(
        ProblemCodes.ApiKeyRevoked, $"The API key {keyId} is revoked or expired; create another one.");

    public static StoreProblem RoleMissing(RoleId roleId) => StoreProblem.NotFound(
        ProblemCodes.RoleNotFound, $"There is no role '{NameRules.Excerpt(roleId)}'.");

    public static StoreProblem RoleNameTaken(string name) => StoreProblem.Conflict(
        ProblemCodes.RoleNameTaken, $"A role '{NameRules.Excerpt(name)}' exists; choose another name.");

    public static StoreProblem WorkspaceMissing(string name) => StoreProblem.NotFound(
        ProblemCodes.WorkspaceNotFound,
        $"There is no workspace '{NameRules.Excerpt(name)}', or you have no role in it.");

    public static StoreProblem WorkspaceNameTaken(WorkspaceName name) => StoreProblem.Conflict(
        ProblemCodes.WorkspaceNameTaken, $"A workspace '{name}' exists; choose another name.");

    public static StoreProblem WorkspaceNotEmpty(WorkspaceName name, string content) => StoreProblem.Conflict(
        ProblemCodes.WorkspaceNotEmpty,
        $"The workspace '{name}' is not empty: it has {content}. Move or delete them first.");

    public static StoreProblem DefaultWorkspace(string what) => StoreProblem.Conflict(
        ProblemCodes.DefaultWorkspace, $"The workspace 'default' always exists; it can't be {what}.");

    public static StoreProblem PermissionMissing(long number) => StoreProblem.NotFound(
        ProblemCodes.PermissionNotFound, $"The role has no permission {number}.");

    public static StoreProblem DirectGrantExists(string name, RolePermission known) => StoreProblem.Conflict(
        ProblemCodes.PermissionExists,
        $"Permission for user={NameRules.Excerpt(name)} on resource_type={NameOf(known.ResourceType)}, "
        + $"resource_id={known.ResourcePattern} already exists: {ApiName.Get(known.Permission)}. Revoke it first.");

    public static StoreProblem DirectGrantMissing(string name, NewRolePermission permission) => StoreProblem.NotFound(
        ProblemCodes.PermissionNotFound,
        $"Permission for user={NameRules.Excerpt(name)} on resource_type={NameOf(permission.ResourceType)}, "
        + $"resource_id={NameRules.Excerpt(permission.ResourcePattern)} not found.");

    public static StoreProblem LoginMissing(ExternalLoginId loginId) => StoreProblem.NotFound(
        ProblemCodes.ExternalLoginNotFound, $"There is no external login '{NameRules.Excerpt(loginId)}'.");

    public static StoreProblem LoginUnknown(string issuer, string subject) => StoreProblem.NotFound(
        ProblemCodes.ExternalLoginNotFound,
        $"No account has the external login '{NameRules.Excerpt(subject)}' of {NameRules.Excerpt(issuer)}. An "
        + "administrator adds it to a service account with POST /api/v1/external-logins.");

    public static StoreProblem LoginTaken(ExternalLogin login) => StoreProblem.Conflict(
        ProblemCodes.ExternalLoginTaken,
        $"'{NameRules.Excerpt(login.Subject)}' of {NameRules.Excerpt(login.Issuer)} is the external login "
        + $"{login.LoginId} of the account {login.AccountId}. Delete that first.");

    public static StoreProblem GroupRuleMissing(GroupRuleId ruleId) => StoreProblem.NotFound(
        ProblemCodes.GroupRuleNotFound, $"There is no group rule '{NameRules.Excerpt(ruleId)}'.");

    public static StoreProblem WrongSetupToken() => StoreProblem.Invalid(
        ProblemCodes.InvalidSetupToken,
        "The setup token is wrong, was used, or has expired. The identity service prints another one when it starts "
        + "and there is no administrator.");

    public static StoreProblem TooMany(string what, int max) => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded, $"There are {max} {what}, the limit. Delete some first.");

    private static string NameOf(ResourceType type) => ApiName.Get(type).ToLowerInvariant();
}
