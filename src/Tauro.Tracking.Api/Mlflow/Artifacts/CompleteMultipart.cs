using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Concatenates the parts to the file, in the order of their numbers.</summary>
internal static class CompleteMultipart
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ProxiedFiles files, ArtifactStore artifacts)
    {
        var target = MultipartTarget.Of(request);
        if (!request.Has("parts")) throw MlflowMessage.MissingValue("parts");
        var parts = request.Messages("parts").Select(part => new ListedPart(
            part.RequiredWhole("part_number"), part.Text("etag")?.Trim('"') ?? "")).ToList();
        var uploadId = await MultipartTarget.RequireUpload(request, target, artifacts);
        if (parts.Count == 0) throw MlflowMessage.MissingValue("parts");
        var createEvent = await files.Logged(target, request.Cancel);
        (await artifacts.CompleteUpload(uploadId, default, createEvent, parts, request.Cancel)).OrThrow();
        return MlflowAnswer.Empty;
    }
}
