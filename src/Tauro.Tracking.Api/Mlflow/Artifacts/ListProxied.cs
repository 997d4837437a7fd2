using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Lists the entries of a directory, by name. A missing directory, and a file, has no entries.</summary>
internal static class ListProxied
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ProxiedAccess access, ArtifactStore artifacts)
    {
        var directory = ProxiedPath.Parse(request.String("path"));
        await access.Require(AccessAction.Read, directory, request.Cancel);
        var found = new List<Artifact>();
        string? token = null;
        do
        {
            var page = new PageRequest(Limits.PageSizeMax, token);
            var listed = (await artifacts.List(directory, page, cancel: request.Cancel)).OrThrow();
            found.AddRange(listed.Items);
            token = listed.NextPageToken;
        }
        while (token is not null);

        var visible = found.OrderBy(entry => entry.Path, StringComparer.Ordinal);
        return new MlflowResult(writer => writer.Messages("files", visible, FileMessage.Write));
    }
}
