using System.Collections.Immutable;
using Tauro.Contracts.Models;

namespace Tauro.Storage.Local.Models;

/// <summary>A model and its versions by number.</summary>
internal sealed record ModelEntry(RegisteredModel Model, ImmutableSortedDictionary<int, VersionDocument> Versions)
{
    public static ModelEntry Of(RegisteredModel model) =>
        new(model, ImmutableSortedDictionary<int, VersionDocument>.Empty);

    public ModelVersion? Find(int version) =>
        Versions.TryGetValue(version, out var document) ? Complete(document.Version) : null;

    /// <summary>Fills in what a version has from its model.</summary>
    public ModelVersion Complete(ModelVersion version) => version with
    {
        Name = Model.Name,
        Aliases =
        [
            .. Model.Aliases.Where(alias => alias.Value == version.Version).Select(alias => alias.Key)
                .Order(StringComparer.Ordinal),
        ],
    };
}
