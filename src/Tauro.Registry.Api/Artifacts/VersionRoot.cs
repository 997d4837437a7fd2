using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Artifacts;

namespace Tauro.Registry.Api.Artifacts;

/// <summary>
/// The root path of a version's files in the artifact store: <c>{model_id}/{version}</c>. The registry generates the
/// id, so it is a safe path segment whatever the model's name contains, and renaming a model moves no files.
/// </summary>
internal static class VersionRoot
{
    private const int PageSize = 1_000;

    public static ArtifactPath Get(ModelVersion version) => Get(version.ModelId, version.Version);

    public static ArtifactPath Get(ModelId modelId, int version) =>
        GetModelPath(modelId).Append(Segment(version.ToString(CultureInfo.InvariantCulture)));

    public static ArtifactPath GetModelPath(ModelId modelId) => Segment(modelId);

    /// <summary>Parses the model id and the version number from a path of the artifact store.</summary>
    public static (ModelId ModelId, int Version) Parse(string storedPath)
    {
        var segments = storedPath.Split('/', 3);
        return (new ModelId(segments[0]), int.Parse(segments[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Returns a file with the URL at which it can be downloaded once the version is ready.</summary>
    public static ArtifactFile GetFile(ModelVersion version, ArtifactPath file) => new(
        Get(version),
        file,
        $"/api/v1/models/{Uri.EscapeDataString(version.Name)}/versions/{version.Version}/artifacts/"
        + string.Join('/', file.Value.Split('/').Select(Uri.EscapeDataString)));

    /// <summary>Lists all files of a version in the artifact store.</summary>
    public static async Task<StoreOutcome<IReadOnlyList<ModelFile>>> ListFiles(
        ArtifactStore artifacts, ModelVersion version, CancellationToken cancel)
    {
        List<ModelFile> files = [];
        string? token = null;
        do
        {
            var page = await artifacts.List(Get(version), new PageRequest(PageSize, token), recursive: true, cancel);
            if (!page.IsOk) return page.Problem;
            files.AddRange(page.Value.Items.Select(
                file => new ModelFile(file.Path, file.SizeBytes!.Value, file.Sha256!)));
            if (files.Count > Limits.VersionFilesMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"The version has more than {Limits.VersionFilesMax} files, the limit. Pack them into fewer.");
            token = page.Value.NextPageToken;
        }
        while (token is not null);

        return files;
    }

    private static ArtifactPath Segment(string value) => ArtifactPath.TryParse(value, out var path, out var error)
        ? path
        : throw new InvalidOperationException($"'{value}' is not a path segment: {error}");
}
