using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Concatenates the parts to the file, in the order of their numbers.</summary>
internal static class CompleteMultipart
{
    public static async Task<MlflowResult> Handle(
        MlflowRequest request, ProxiedAccess access, ProxiedFiles files, ArtifactStore artifacts)
    {
        var target = await MultipartTarget.Parse(request, access);
        if (!request.Has("parts")) throw MlflowMessage.MissingValue("parts");
        var parts = request.Messages("parts").Select(part => new ListedPart(
            part.RequiredInteger("part_number"), part.String("etag")?.Trim('"') ?? "")).ToList();
        var uploadId = await MultipartTarget.RequireUpload(request, target, artifacts.GetUploadToComplete);
        if (parts.Count == 0) throw MlflowMessage.MissingValue("parts");
        var createEvent = await files.LoggedEvent(target, request.Cancel);
        (await artifacts.CompleteUpload(uploadId, default, createEvent, parts, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
