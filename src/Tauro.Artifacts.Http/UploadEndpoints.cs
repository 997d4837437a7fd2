using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;

namespace Tauro.Artifacts.Http;

/// <summary>
/// Endpoints of uploads that survive cut connections and restarts. The service adds an <see cref="IUploadFiles"/> and
/// the route that begins an upload with <see cref="ArtifactWrites.Begin"/>.
/// </summary>
public static class UploadEndpoints
{
    /// <param name="app">The routes of the service.</param>
    /// <param name="path">The URL path of its uploads.</param>
    /// <param name="type">What the files belong to.</param>
    /// <param name="owner">Keeps operation names unique across services: <c>Get{owner}Upload</c>.</param>
    public static void MapUploads(this IEndpointRouteBuilder app, string path, ResourceType type, string owner = "")
    {
        var upload = app.MapGroup($"{path}/{{upload_id}}").WithTags("Uploads").RequiresOn(AccessAction.Update, type);
        upload.MapGet("", Get).WithName($"Get{owner}Upload")
            .WithSummary("Get the progress of an upload");
        upload.MapMethods("", ["HEAD"], Get).WithName($"Head{owner}Upload")
            .WithSummary("Get the progress of an upload as headers");
        upload.MapPatch("", Append).AcceptsFile().WithName($"Append{owner}Upload")
            .WithSummary("Append bytes at Upload-Offset");
        upload.MapPost("complete", Complete).WithName($"Complete{owner}Upload")
            .WithSummary("Complete an upload and store the artifact");
        upload.MapDelete("", Abort).WithName($"Abort{owner}Upload")
            .WithSummary("Abort an upload and discard its bytes");
    }

    private static async Task<Results<UploadResult, Invalid, NotFound, Conflict>> Get(
        [FromRoute(Name = "upload_id")] UploadId uploadId,
        ArtifactStore artifacts,
        IUploadFiles files,
        CancellationToken cancel) =>
        ToResult(await Find(uploadId, artifacts.GetUpload, files, cancel), files);

    private static async Task<Results<UploadResult, Invalid, NotFound, Conflict>> Append(
        [FromRoute(Name = "upload_id")] UploadId uploadId,
        [FromHeader(Name = "Upload-Offset")] long? offset,
        HttpContext http,
        ArtifactStore artifacts,
        IUploadFiles files)
    {
        var upload = await Find(uploadId, artifacts.GetUpload, files, http.RequestAborted);
        if (!upload.IsOk) return ToResult(upload, files);
        // Nothing is received for a run or version that is deleted, where it would count for no workspace.
        var found = await files.Find(upload.Value, http.RequestAborted);
        return ToResult(found.Problem ?? await artifacts.Append(http, uploadId, offset), files);
    }

    private static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Complete(
        [FromRoute(Name = "upload_id")] UploadId uploadId,
        UploadCompletion? completion,
        ArtifactStore artifacts,
        IUploadFiles files,
        CancellationToken cancel)
    {
        var expect = ArtifactUploads.GetExpectation(completion);
        if (expect.Problem is { } badSum) return new Invalid(badSum);
        var upload = await Find(uploadId, artifacts.GetUploadToComplete, files, cancel);
        if (upload.Problem is { } missing) return missing.ToResult<ArtifactStored>();
        var found = await files.Find(upload.Value, cancel);
        if (found.Problem is { } closed) return closed.ToResult<ArtifactStored>();
        var file = found.Value;
        var completed = await artifacts.CompleteUpload(
            uploadId, expect.Value, file.WrittenEvent, cancel: cancel);
        return completed.RelativeTo(file.Root).ToResult(stored => new ArtifactStored(stored, file));
    }

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Abort(
        [FromRoute(Name = "upload_id")] UploadId uploadId, ArtifactStore artifacts, IUploadFiles files,
        CancellationToken cancel)
    {
        var upload = await Find(uploadId, artifacts.GetUpload, files, cancel);
        return (upload.Problem ?? await artifacts.AbortUpload(uploadId, cancel))
            .ToResult(_ => TypedResults.NoContent());
    }

    private static async Task<StoreOutcome<ArtifactUpload>> Find(
        UploadId uploadId, Func<UploadId, CancellationToken, ValueTask<StoreOutcome<ArtifactUpload>>> find,
        IUploadFiles files, CancellationToken cancel)
    {
        var upload = await find(uploadId, cancel);
        return upload.IsOk && await files.Hides(upload.Value, cancel) ? UploadWrites.NotFound(uploadId) : upload;
    }

    private static Results<UploadResult, Invalid, NotFound, Conflict> ToResult(
        StoreOutcome<ArtifactUpload> upload, IUploadFiles files) =>
        upload.ToResult(
            artifactUpload => new UploadResult(artifactUpload with { Path = files.GetPath(artifactUpload) }));
}
