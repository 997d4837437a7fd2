using System.Text;
using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// An upload whose parts arrive in any order and in parallel. Each part is a file <c>.uploads/{id}/{number}</c>. The
/// file <c>.uploads/{id}/target</c> has the path of the finished file, so an upload can continue after a restart.
/// </summary>
/// <param name="UploadId">32 hexadecimal digits.</param>
/// <param name="Target">The path of the finished file.</param>
/// <param name="PartsMax">Parts are numbered from 1 to this.</param>
internal sealed record MultipartUpload(string UploadId, ArtifactPath Target, int PartsMax)
{
    public const int PartsLimit = 10_000;

    private const int TargetBytesMax = 8_192;

    public ArtifactPath Folder => FolderOf(UploadId);

    public ArtifactPath Part(int number) => ProxiedFile($"{Folder}/{number}");

    public async Task Begin(IArtifactStore artifacts, CancellationToken cancel)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes($"{PartsMax}\n{Target}"));
        (await artifacts.Write(TargetOf(UploadId), content, default, null, cancel)).OrThrow();
    }

    /// <exception cref="MlflowException">There is no such upload.</exception>
    public static async Task<MultipartUpload> Find(string uploadId, IArtifactStore artifacts, CancellationToken cancel)
    {
        var opened = RunsUri.IsRunId(uploadId) ? await artifacts.Open(TargetOf(uploadId), cancel) : default;
        if (!opened.IsOk || opened.Value is null) throw None(uploadId);
        await using var content = opened.Value;
        var bytes = new byte[TargetBytesMax];
        var count = await content.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, count)).Split('\n', 2) is [var parts, var target]
            ? new MultipartUpload(uploadId, ProxiedFile(target), int.Parse(parts, null))
            : throw None(uploadId);
    }

    /// <exception cref="MlflowException">There is no such upload for this path.</exception>
    public static async Task<MultipartUpload> Find(
        string uploadId, ArtifactPath target, IArtifactStore artifacts, CancellationToken cancel)
    {
        var found = await Find(uploadId, artifacts, cancel);
        return found.Target.Value == target.Value ? found : throw None(uploadId);
    }

    public async Task Drop(IArtifactStore artifacts, CancellationToken cancel) =>
        await artifacts.Delete(Folder, null, cancel);

    public static MlflowException None(string uploadId) => MlflowException.Missing(
        $"There is no multipart upload '{uploadId}' for this path; it was completed, aborted or never created.");

    private static ArtifactPath FolderOf(string uploadId) => ProxiedFile($"{ProxiedPath.Uploads}/{uploadId}");

    private static ArtifactPath TargetOf(string uploadId) => ProxiedFile($"{ProxiedPath.Uploads}/{uploadId}/target");

    // The path is built here from checked parts, so it is always valid.
    private static ArtifactPath ProxiedFile(string text) => ArtifactPath.TryParse(text, out var path, out var error)
        ? path
        : throw new InvalidOperationException($"'{text}' is not a valid path: {error}");
}
