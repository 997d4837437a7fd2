using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Quotas;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    private const string ApiKeys = $"{Api}/api-keys";
    private const string Roles = $"{Api}/roles";
    private const string Workspaces = $"{Api}/workspaces";
    private const string GroupRules = $"{Api}/group-rules";
    private const string ExternalLogins = $"{Api}/external-logins";
    private const string Sessions = $"{Api}/sessions";

    public Task<Problem?> CompleteSetup(NewAdmin admin, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/setup", admin, cancel);

    /// <summary>Lists accounts.</summary>
    /// <param name="kind">Those of users, or of service accounts.</param>
    /// <param name="cancel">Ends the request.</param>
    public Task<ApiResult<Page<Account>>> ListAccounts(AccountPath kind, CancellationToken cancel) =>
        Get<Page<Account>>($"{Api}/{kind.Value}", cancel);

    /// <summary>Lists users and service accounts.</summary>
    public async Task<ApiResult<IReadOnlyList<Account>>> ListAllAccounts(CancellationToken cancel)
    {
        var results = await Task.WhenAll(
            ListAccounts(AccountPath.Users, cancel), ListAccounts(AccountPath.ServiceAccounts, cancel));
        return results.Select(result => result.Problem).FirstOrDefault(problem => problem is not null) is { } problem
            ? new ApiResult<IReadOnlyList<Account>>(null, problem)
            : new ApiResult<IReadOnlyList<Account>>([.. results.SelectMany(result => result.Value!.Items)], null);
    }

    public Task<ApiResult<Account>> GetAccount(AccountPath kind, AccountId id, CancellationToken cancel) =>
        Get<Account>($"{Api}/{kind.To(id)}", cancel);

    public Task<ApiResult<Account>> CreateAccount(AccountPath kind, object account, CancellationToken cancel) =>
        Post<Account>($"{Api}/{kind.Value}", account, cancel);

    public Task<Problem?> UpdateAccount(
        AccountPath kind, AccountId id, AccountChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Api}/{kind.To(id)}", change, cancel);

    /// <summary>Lists the API keys of an account.</summary>
    public Task<ApiResult<Page<ApiKey>>> ListApiKeys(AccountId account, CancellationToken cancel) =>
        Get<Page<ApiKey>>($"{ApiKeys}{Query(("account_id", account))}", cancel);

    public Task<ApiResult<CreatedApiKey>> CreateApiKey(NewApiKey key, CancellationToken cancel) =>
        Post<CreatedApiKey>(ApiKeys, key, cancel);

    public Task<ApiResult<CreatedApiKey>> RotateApiKey(
        ApiKeyId id, ApiKeyRotation rotation, CancellationToken cancel) =>
        Post<CreatedApiKey>($"{ApiKeys}/{Escape(id)}/rotate", rotation, cancel);

    public Task<Problem?> RevokeApiKey(ApiKeyId id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{ApiKeys}/{Escape(id)}", null, cancel);

    /// <param name="parameters">The query, with names as in the API.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<AuditPage>> ReadAudit(
        (string Name, string? Value)[] parameters, CancellationToken cancel) =>
        Get<AuditPage>($"{Api}/audit{Query(parameters)}", cancel);

    public Task<ApiResult<QuotaReport>> GetQuotas(CancellationToken cancel) =>
        Get<QuotaReport>($"{Api}/quotas", cancel);

    public Task<ApiResult<Page<Session>>> ListSessions(CancellationToken cancel) =>
        Get<Page<Session>>(Sessions, cancel);

    public Task<Problem?> EndSession(SessionId id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Sessions}/{Escape(id)}", null, cancel);

    public Task<ApiResult<Page<Role>>> ListRoles(CancellationToken cancel) => Get<Page<Role>>(Roles, cancel);

    public Task<ApiResult<Role>> GetRole(RoleId id, CancellationToken cancel) =>
        Get<Role>($"{Roles}/{Escape(id)}", cancel);

    public Task<ApiResult<Role>> CreateRole(NewRole role, CancellationToken cancel) =>
        Post<Role>(Roles, role, cancel);

    public Task<Problem?> UpdateRole(RoleId id, RoleChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Roles}/{Escape(id)}", change, cancel);

    public Task<Problem?> AddPermission(RoleId id, NewRolePermission permission, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Roles}/{Escape(id)}/permissions", permission, cancel);

    public Task<Problem?> RemovePermission(RoleId id, long number, CancellationToken cancel) =>
        Send(
            HttpMethod.Delete, FormattableString.Invariant($"{Roles}/{Escape(id)}/permissions/{number}"), null, cancel);

    public Task<Problem?> AddMember(RoleId id, AccountId account, CancellationToken cancel) =>
        Send(HttpMethod.Put, $"{Roles}/{Escape(id)}/members/{Escape(account)}", null, cancel);

    public Task<Problem?> RemoveMember(RoleId id, AccountId account, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Roles}/{Escape(id)}/members/{Escape(account)}", null, cancel);

    public Task<ApiResult<Page<GroupRule>>> ListGroupRules(CancellationToken cancel) =>
        Get<Page<GroupRule>>(GroupRules, cancel);

    public Task<Problem?> CreateGroupRule(NewGroupRule rule, CancellationToken cancel) =>
        Send(HttpMethod.Post, GroupRules, rule, cancel);

    public Task<Problem?> DeleteGroupRule(GroupRuleId id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{GroupRules}/{Escape(id)}", null, cancel);

    /// <summary>Lists the external logins of an account.</summary>
    public Task<ApiResult<Page<ExternalLogin>>> ListExternalLogins(AccountId account, CancellationToken cancel) =>
        Get<Page<ExternalLogin>>($"{ExternalLogins}{Query(("account_id", account))}", cancel);

    public Task<Problem?> CreateExternalLogin(NewExternalLogin login, CancellationToken cancel) =>
        Send(HttpMethod.Post, ExternalLogins, login, cancel);

    public Task<Problem?> DeleteExternalLogin(ExternalLoginId id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{ExternalLogins}/{Escape(id)}", null, cancel);

    public Task<ApiResult<AccessExplanation>> CheckAccess(AccessQuestion question, CancellationToken cancel) =>
        Post<AccessExplanation>($"{Api}/access/check", question, cancel);

    public Task<ApiResult<Page<Workspace>>> ListWorkspaces(CancellationToken cancel) =>
        Get<Page<Workspace>>(Workspaces, cancel);

    public Task<ApiResult<Workspace>> GetWorkspace(WorkspaceName name, CancellationToken cancel) =>
        Get<Workspace>($"{Workspaces}/{Escape(name)}", cancel);

    public Task<ApiResult<WorkspaceUse>> GetWorkspaceUse(WorkspaceName name, CancellationToken cancel) =>
        Get<WorkspaceUse>($"{Workspaces}/{Escape(name)}/use", cancel);

    /// <summary>Replaces the limits of a workspace.</summary>
    /// <param name="name">The workspace.</param>
    /// <param name="quotas">The limits, by the names of the API.</param>
    /// <param name="cancel">Ends the request.</param>
    public Task<Problem?> SetWorkspaceQuotas(
        WorkspaceName name, IReadOnlyDictionary<string, object> quotas, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Workspaces}/{Escape(name)}", new { quotas }, cancel);

    public Task<ApiResult<Workspace>> CreateWorkspace(NewWorkspace workspace, CancellationToken cancel) =>
        Post<Workspace>(Workspaces, workspace, cancel);

    public Task<Problem?> UpdateWorkspace(WorkspaceName name, WorkspaceChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Workspaces}/{Escape(name)}", change, cancel);

    /// <summary>Moves an experiment or a model to another workspace.</summary>
    /// <param name="resource">Its path, such as <c>experiments/12</c>.</param>
    /// <param name="from">The workspace that it is in.</param>
    /// <param name="to">The workspace to move it to.</param>
    /// <param name="cancel">Ends the request.</param>
    public Task<Problem?> Move(string resource, WorkspaceName from, WorkspaceName to, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"/workspaces/{Escape(to)}{Api}/{resource}/move", new WorkspaceMove(from), cancel);
}
