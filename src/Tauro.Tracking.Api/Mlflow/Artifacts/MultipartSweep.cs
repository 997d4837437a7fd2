using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Deletes abandoned uploads whenever a new one begins.</summary>
internal sealed class MultipartSweep(IArtifactStore artifacts, TimeProvider time)
{
    private const int PageSize = 10_000;

    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(7);

    public async Task DropExpired(CancellationToken cancel)
    {
        if (!ArtifactPath.TryParse(ProxiedPath.Uploads, out var root, out var error))
            throw new InvalidOperationException(error);
        var oldest = (time.GetUtcNow() - AgeMax).ToUnixTimeMilliseconds();
        var listed = await artifacts.List(root, new PageRequest(PageSize), recursive: true, cancel);
        if (!listed.IsOk) return;

        // If there is more than one page of parts, the next sweep finds the rest.
        foreach (var upload in listed.Value.Items.GroupBy(part => part.Path.Split('/')[0]))
        {
            if (upload.Max(part => part.LastUpdateTime) >= oldest) continue;
            if (ArtifactPath.TryParse(upload.Key, out var folder, out _))
                await artifacts.Delete(root.Append(folder), null, cancel);
        }
    }
}
