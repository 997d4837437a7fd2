using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Rules;

namespace Tauro.Artifacts.Http;

/// <summary>Uploads that survive a cut connection: begin, append at the offset that was received, complete.</summary>
public static class ArtifactUploads
{
    /// <summary>Returns a problem for a size that no artifact can have.</summary>
    public static StoreProblem? Check(NewUpload upload) => upload.SizeBytes switch
    {
        < 0 => StoreProblem.Invalid(
            ProblemCodes.InvalidRequest, $"size_bytes is {upload.SizeBytes}; it can't be negative."),
        > Limits.ArtifactBytesMax => StoreProblem.Invalid(
            ProblemCodes.LimitExceeded, $"size_bytes is {upload.SizeBytes}; the limit is {Limits.ArtifactBytesMax}."),
        _ => null,
    };

    /// <summary>Gets the size and checksum that the finished artifact must have.</summary>
    public static StoreOutcome<ArtifactExpectation> GetExpectation(UploadCompletion? completion) =>
        completion?.Sha256 is { } sha256 && !ArtifactChecksum.IsHex(sha256)
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, "sha256 can't be parsed; send 64 hexadecimal digits.")
            : new ArtifactExpectation(completion?.SizeBytes, completion?.Sha256);

    /// <summary>Appends the body of a request at the offset in its header <c>Upload-Offset</c>.</summary>
    public static async ValueTask<StoreOutcome<ArtifactUpload>> Append(
        this ArtifactStore artifacts, HttpContext context, UploadId uploadId, long? offset)
    {
        if (offset is not >= 0)
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                "The header Upload-Offset is missing or negative; send the received_bytes of the upload.");
        var length = context.Request.ContentLength ?? 0;
        if (offset > Limits.ArtifactBytesMax || length > Limits.ArtifactBytesMax - offset)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The upload would exceed {Limits.ArtifactBytesMax} bytes, the limit for an artifact.");

        return await context.Receive(
            body => artifacts.AppendUpload(uploadId, offset.Value, body, context.RequestAborted),
            Limits.ArtifactBytesMax - offset.Value);
    }
}
