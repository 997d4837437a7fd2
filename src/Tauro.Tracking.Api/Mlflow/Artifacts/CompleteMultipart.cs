using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Rules;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Concatenates the parts to the file, in the order of their numbers.</summary>
internal static class CompleteMultipart
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ProxiedFiles files, IArtifactStore artifacts)
    {
        var target = MultipartTarget.Of(request);
        var uploadId = request.Text("upload_id") ?? "";
        if (!request.Has("parts")) throw MlflowMessage.MissingValue("parts");
        var parts = request.Messages("parts").Select(part => (
            Number: part.RequiredWhole("part_number"), Tag: part.Text("etag")?.Trim('"') ?? "")).ToList();
        var upload = await MultipartUpload.Find(uploadId, target, artifacts, request.Cancel);
        Check(upload, [.. parts.Select(part => part.Number)]);

        List<ArtifactContent> opened = [];
        try
        {
            foreach (var (number, tag) in parts.OrderBy(part => part.Number))
                opened.Add(await Open(upload, (int)number, tag, artifacts, request.Cancel));
            await using var content = new ConcatenatedStream([.. opened.Select(part => part.Content)]);
            var expect = new ArtifactExpectation(opened.Sum(part => part.Artifact.SizeBytes ?? 0));
            var happened = await files.Logged(target, request.Cancel);
            (await artifacts.Write(target, content, expect, happened, request.Cancel)).OrThrow();
        }
        finally
        {
            foreach (var part in opened) await part.DisposeAsync();
        }

        // The file is stored. If this fails, the sweep deletes the parts later.
        await upload.Drop(artifacts, CancellationToken.None);
        return MlflowAnswer.Empty;
    }

    private static void Check(MultipartUpload upload, long[] numbers)
    {
        if (numbers.Length == 0) throw MlflowMessage.MissingValue("parts");
        if (numbers.Any(number => number < 1 || number > upload.PartsMax)
            || numbers.Distinct().Count() != numbers.Length)
            throw MlflowException.Invalid(
                $"The part numbers must be from 1 to {upload.PartsMax}, each once; list each part that "
                + "was uploaded.");
    }

    private static async Task<ArtifactContent> Open(
        MultipartUpload upload, int number, string tag, IArtifactStore artifacts, CancellationToken cancel)
    {
        var part = await artifacts.Open(upload.Part(number), cancel);
        if (!part.IsOk)
            throw MlflowException.Invalid($"Part {number} was not uploaded; upload it, then complete again.");
        if (tag.Length == 0 || tag == part.Value.Artifact.Sha256) return part.Value;
        await part.Value.DisposeAsync();
        throw MlflowException.Invalid($"Part {number} does not have the ETag \"{tag}\"; upload it again.");
    }
}
