using System.Globalization;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Begins an upload and returns the URL of each part.</summary>
internal static class CreateMultipart
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ProxiedAccess access, ArtifactStore artifacts)
    {
        var target = await MultipartTarget.Parse(request, access);
        var parts = request.Integer("num_parts") ?? 0;
        if (parts is < 1 or > UploadWrites.PartsPerUploadMax)
            throw MlflowException.Invalid(
                $"Invalid value {parts} for parameter 'num_parts' supplied: "
                + $"it goes from 1 to {UploadWrites.PartsPerUploadMax}.");

        var upload = (await artifacts.BeginUpload(target, null, (int)parts, request.Cancel)).OrThrow();
        var http = request.Context.Request;
        var origin = $"{http.Scheme}://{http.Host}{http.PathBase}";
        return new MlflowResult(writer => writer
            .String("upload_id", upload.UploadId)
            .Messages("credentials", Enumerable.Range(1, (int)parts), (credential, number) => credential
                .String("url", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{origin}/api/2.0/mlflow-artifacts/mpu/uploads/{upload.UploadId}/{number}"))
                .Integer("part_number", number)));
    }
}
