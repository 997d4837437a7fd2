using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Drops uploads that nobody went on with, whenever another one begins.</summary>
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

        // More than a page of parts: the sweep that follows finds the rest.
        foreach (var upload in listed.Value.Items.GroupBy(part => part.Path.Split('/')[0]))
        {
            if (upload.Max(part => part.LastUpdateTime) >= oldest) continue;
            if (ArtifactPath.TryParse(upload.Key, out var folder, out _))
                await artifacts.Delete(root.Append(folder), null, cancel);
        }
    }
}
