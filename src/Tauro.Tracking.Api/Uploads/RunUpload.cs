using Tauro.Contracts.Artifacts;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

/// <summary>An upload as a client knows it: its path is relative to the run.</summary>
internal static class RunUpload
{
    public static ArtifactUpload Relative(ArtifactUpload upload) =>
        RunArtifactPath.TryParse(upload.Path, out var place) ? upload with { Path = place.Relative } : upload;
}
