using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Storage.Search;

namespace Tauro.Storage.Local.Models;

/// <summary>Searches versions in memory.</summary>
internal static class VersionSearch
{
    private static readonly OrderBy NewestFirst = By("last_update_time", descending: true);

    private static readonly OrderBy[] Ties = [By("name"), By("version", descending: true)];

    public static StoreOutcome<Page<ModelVersion>> Run(RegistryState state, ModelVersionQuery query)
    {
        // A version whose model was deleted a moment ago has no name any more.
        var matches = state.Versions.All
            .Select(document => (Document: document, Name: state.Models.Find(document.Version.ModelId)?.Name!))
            .Where(version => version.Name is not null)
            .Where(version => query.Filter is null
                || MemoryFilter.Matches(query.Filter, field => ValueOf(version, field)));
        IReadOnlyList<OrderBy> order = query.OrderBy is { Count: > 0 } asked
            ? [.. asked, .. Ties]
            : [NewestFirst, .. Ties];
        return SortedPage.Of(matches, order, ValueOf, query.Page).Select(page => new Page<ModelVersion>(
            [.. page.Items.Select(version => state.Complete(version.Document)).OfType<ModelVersion>()],
            page.NextPageToken));
    }

    private static Literal? ValueOf((VersionDocument Document, string Name) found, Field field) =>
        ValueOf(found.Document.Version, found.Name, field);

    private static Literal? ValueOf(ModelVersion version, string name, Field field) => field.Kind switch
    {
        FieldKind.Tag => version.Tags.TryGetValue(field.Key, out var tag) ? Literal.Of(tag) : null,
        FieldKind.Metric => version.Metrics.TryGetValue(field.Key, out var metric) ? Literal.Of(metric) : null,
        FieldKind.Param => version.Hyperparameters.TryGetValue(field.Key, out var value)
            ? Literal.Of(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())
            : null,
        _ => Attribute(version, name, field.Key),
    };

    private static Literal? Attribute(ModelVersion version, string name, string key) => key switch
    {
        "name" => Literal.Of(name),
        "model_id" => Literal.Of(version.ModelId),
        "version" => Literal.Of(version.Version),
        "stage" => Literal.Of(Text(version.Stage)),
        "status" => Literal.Of(Text(version.Status)),
        "framework" => Literal.Of(ModelFrameworkName.Of(version.Framework)),
        "run_id" => version.SourceRunId is { } run ? Literal.Of(run) : null,
        "source" => version.Source is { } source ? Literal.Of(source) : null,
        "creation_time" => Literal.Of(version.CreationTime),
        "last_update_time" => Literal.Of(version.LastUpdateTime),
        _ => null,
    };

    private static string Text<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private static OrderBy By(string attribute, bool descending = false) =>
        new(new Field(FieldKind.Attribute, attribute), descending);
}
