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
        if (found.Problem is { } problem) return problem.Answer<ArtifactStored>();
        var expect = ArtifactReception.Expected(context.Request);
        if (expect.Problem is { } unreadable) return unreadable.Answer<ArtifactStored>();
        var file = found.Value;
        var written = await artifacts.Receive(context, file.Stored, expect.Value, file.Written);
        return written.Below(file.Root).Answer(stored => new ArtifactStored(stored, file));
    }

    /// <summary>Deletes the file, or a directory and everything in it.</summary>
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        this ArtifactStore artifacts, StoreOutcome<ArtifactFile> found, CancellationToken cancel)
    {
        if (found.Problem is { } problem) return problem.Answer<NoContent>();
        var deleted = await artifacts.Delete(found.Value.Stored, found.Value.Deleted, cancel);
        return deleted.Below(found.Value.Root).Answer(_ => TypedResults.NoContent());
    }

    /// <summary>Begins an upload of the file.</summary>
    /// <param name="artifacts">The store.</param>
    /// <param name="upload">The body of the request.</param>
    /// <param name="found">The file, or why it can't be written.</param>
    /// <param name="uploads">The URL path of the service's uploads.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<Results<UploadBegun, Invalid, NotFound, Conflict>> Begin(
        this ArtifactStore artifacts,
        NewUpload upload,
        StoreOutcome<ArtifactFile> found,
        string uploads,
        CancellationToken cancel)
    {
        if (found.Problem is { } problem) return problem.Answer<UploadBegun>();
        if (ArtifactUploads.Check(upload) is { } badSize) return new Invalid(badSize);
        var file = found.Value;
        var begun = await artifacts.BeginUpload(file.Stored, upload.SizeBytes, cancel: cancel);
        return begun.Below(file.Root).Answer(
            one => new UploadBegun(one with { Path = file.Path.Value }, $"{uploads}/{one.UploadId}"));
    }
}
