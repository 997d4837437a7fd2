using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>Finds versions that are waiting for their source.</summary>
internal static class PendingVersions
{
    private const int PageSize = 1_000;

    private static readonly OrderBy[] OldestFirst =
    [
        new(new Field(FieldKind.Attribute, "creation_time")),
        new(new Field(FieldKind.Attribute, "model_id")),
        new(new Field(FieldKind.Attribute, "version")),
    ];

    public static async Task<List<VersionKey>> FindAll(IModelStore store, CancellationToken cancel)
    {
        List<VersionKey> all = [];
        string? token = null;
        do
        {
            var query = new ModelVersionQuery(
                new PageRequest(PageSize, token), Is("status", Literal.From("PENDING_REGISTRATION")), OldestFirst);
            var page = (await store.SearchVersions(query, cancel)).Value;
            all.AddRange(page.Items.Where(HasSource)
                .Select(version => new VersionKey(version.ModelId, version.Version)));
            token = page.NextPageToken;
        }
        while (token is not null);

        return all;
    }

    /// <summary>Finds a version, even if its model was renamed; null when it is no longer waiting.</summary>
    public static async Task<ModelVersion?> Find(IModelStore store, VersionKey key, CancellationToken cancel)
    {
        var found = await store.GetVersionById(key.ModelId, key.Version, cancel);
        return found.IsOk && HasSource(found.Value) ? found.Value : null;
    }

    private static bool HasSource(ModelVersion version) =>
        version is
        {
            Status: ModelVersionStatus.PendingRegistration, ArtifactMode: ArtifactMode.Reference or ArtifactMode.Copy,
        };

    private static Filter.Compare Is(string attribute, Literal literal) =>
        new(new Field(FieldKind.Attribute, attribute), CompareOperator.Equal, literal);
}
