using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.ServiceDefaults.Trail;
using Tauro.Web.Parts;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    public Task<ApiResult<Page<RegisteredModel>>> SearchModels(
        string? filter, string? pageToken, CancellationToken cancel) =>
        Get<Page<RegisteredModel>>(
            $"{Api}/models{Query(("filter", filter), ("page_token", pageToken))}", cancel);

    public Task<ApiResult<RegisteredModel>> GetModel(string name, CancellationToken cancel) =>
        GetModel(name, null, cancel);

    /// <param name="name">The model.</param>
    /// <param name="asOf">The time at which it is shown as it was; null for the present.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<RegisteredModel>> GetModel(string name, string? asOf, CancellationToken cancel) =>
        Get<RegisteredModel>($"{Api}/{Link.To(name)}{Query((AsOf.Parameter, asOf))}", cancel);

    public Task<ApiResult<Page<ModelVersion>>> ListVersions(
        string name, string? pageToken, CancellationToken cancel) => Get<Page<ModelVersion>>(
        $"{Api}/models/{Escape(name)}/versions{Query(("order_by", "version DESC"), ("page_token", pageToken))}",
        cancel);

    /// <summary>Finds the versions that were made by a run.</summary>
    public Task<ApiResult<Page<ModelVersion>>> SearchVersions(RunId run, CancellationToken cancel) =>
        Get<Page<ModelVersion>>($"{Api}/model-versions{Query(("source_run_id", run))}", cancel);

    public Task<ApiResult<ModelVersion>> GetVersion(string name, int version, CancellationToken cancel) =>
        GetVersion(name, version, null, cancel);

    /// <param name="name">The model.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="asOf">The time at which it is shown as it was; null for the present.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<ModelVersion>> GetVersion(
        string name, int version, string? asOf, CancellationToken cancel) =>
        Get<ModelVersion>($"{Api}/{Link.To(name, version)}{Query((AsOf.Parameter, asOf))}", cancel);

    public Task<ApiResult<ModelTimeline>> GetTimeline(string name, CancellationToken cancel) =>
        Get<ModelTimeline>($"{Api}/models/{Escape(name)}/timeline", cancel);

    public Task<ApiResult<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel) =>
        Post<RegisteredModel>($"{Api}/models", model, cancel);

    public Task<ApiResult<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, CancellationToken cancel) =>
        Post<ModelVersion>($"{Api}/{Link.To(name)}/versions", version, cancel);

    public Task<Problem?> Change(string name, ModelChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Api}/{Link.To(name)}", change, cancel);

    public Task<Problem?> Change(string name, int version, ModelVersionChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Api}/{Link.To(name, version)}", change, cancel);

    public Task<Problem?> SetAlias(string name, string alias, AliasTarget target, CancellationToken cancel) =>
        Send(HttpMethod.Put, $"{Api}/{Link.To(name)}/aliases/{Escape(alias)}", target, cancel);

    public Task<Problem?> DeleteAlias(string name, string alias, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Api}/{Link.To(name)}/aliases/{Escape(alias)}", null, cancel);

    public Task<Problem?> Move(string name, int version, StageChange change, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/{Link.To(name, version)}/stage", change, cancel);

    public Task<ApiResult<GateVerdict>> PreviewMove(
        string name, int version, GatePreview preview, CancellationToken cancel) =>
        Post<GateVerdict>($"{Api}/{Link.To(name, version)}/promotion/preview", preview, cancel);

    public Task<ApiResult<Page<Approval>>> ListApprovals(string name, int version, CancellationToken cancel) =>
        Get<Page<Approval>>($"{Api}/{Link.To(name, version)}/approvals", cancel);

    public Task<Problem?> RequestApproval(string name, int version, NewApproval request, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/{Link.To(name, version)}/approvals", request, cancel);

    /// <param name="status">Only those with this status; all if null.</param>
    /// <param name="pageToken">From the previous page; null for the first.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<Page<Approval>>> SearchApprovals(
        ApprovalStatus? status, string? pageToken, CancellationToken cancel) => Get<Page<Approval>>(
        $"{Api}/registry/approvals{Query(("status", status?.ToString()), ("page_token", pageToken))}", cancel);

    /// <param name="approval">An open request.</param>
    /// <param name="decision"><c>approve</c>, <c>reject</c> or <c>withdraw</c>.</param>
    /// <param name="body">Who decides, and why.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<Problem?> Decide(Approval approval, string decision, object body, CancellationToken cancel) =>
        Send(
            HttpMethod.Post,
            $"{Api}/{Link.To(approval.Name, approval.Version)}/approvals/{approval.ApprovalId}/{Escape(decision)}",
            body, cancel);

    public Task<ApiResult<StageList>> GetStages(CancellationToken cancel) =>
        Get<StageList>($"{Api}/registry/stages", cancel);

    public Task<ApiResult<Page<VersionCheck>>> ListChecks(string name, int version, CancellationToken cancel) =>
        Get<Page<VersionCheck>>($"{Api}/{Link.To(name, version)}/checks", cancel);
}
