using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Artifacts;

namespace Tauro.Artifacts.Http;

/// <summary>Writes of the native API to one file of a run or of a model version.</summary>
public static class ArtifactWrites
{
    /// <summary>Stores the body of a request as the file.</summary>
    /// <param name="artifacts">The store.</param>
    /// <param name="context">The request.</param>
    /// <param name="found">The file, or why it can't be written.</param>
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Put(
        this ArtifactStore artifacts, HttpContext context, StoreOutcome<ArtifactFile> found)
    {
        if (found.Problem is { } problem) return problem.ToResult<ArtifactStored>();
        var expect = ArtifactReceiver.GetExpectation(context.Request);
        if (expect.Problem is { } unreadable) return unreadable.ToResult<ArtifactStored>();
        var file = found.Value;
        var written = await artifacts.Receive(context, file.StorePath, expect.Value, file.WrittenEvent);
        return written.RelativeTo(file.Root).ToResult(stored => new ArtifactStored(stored, file));
    }

    /// <summary>Deletes the file, or a directory and everything in it.</summary>
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        this ArtifactStore artifacts, StoreOutcome<ArtifactFile> found, CancellationToken cancel)
    {
        if (found.Problem is { } problem) return problem.ToResult<NoContent>();
        var deleted = await artifacts.Delete(found.Value.StorePath, found.Value.DeletedEvent, cancel);
        return deleted.RelativeTo(found.Value.Root).ToResult(_ => TypedResults.NoContent());
    }

    /// <summary>Begins an upload of the file.</summary>
    /// <param name="artifacts">The store.</param>
    /// <param name="upload">The body of the request.</param>
    /// <param name="found">The file, or why it can't be written.</param>
    /// <param name="uploads">The URL path of the service's uploads.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<Results<UploadCreated, Invalid, NotFound, Conflict>> Begin(
        this ArtifactStore artifacts,
        NewUpload upload,
        StoreOutcome<ArtifactFile> found,
        string uploads,
        CancellationToken cancel)
    {
        if (found.Problem is { } problem) return problem.ToResult<UploadCreated>();
        if (ArtifactUploads.Check(upload) is { } badSize) return new Invalid(badSize);
        var file = found.Value;
        var begun = await artifacts.BeginUpload(file.StorePath, upload.SizeBytes, cancel: cancel);
        return begun.RelativeTo(file.Root).ToResult(
            artifactUpload => new UploadCreated(
                artifactUpload with { Path = file.Path.Value }, $"{uploads}/{artifactUpload.UploadId}"));
    }
}
