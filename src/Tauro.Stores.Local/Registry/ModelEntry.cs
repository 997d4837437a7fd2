using Tauro.Contracts.Models;

namespace Tauro.Stores.Local.Registry;

/// <summary>A model and the way to its versions.</summary>
internal readonly record struct ModelEntry(RegisteredModel Model, RegistryState State)
{
    /// <summary>In order of their numbers.</summary>
    public IEnumerable<VersionDocument> Versions
    {
        get
        {
            var entry = this;
            return State.Versions.NumbersOf(Model.ModelId)
                .Select(number => entry.Find(number)).OfType<VersionDocument>();
        }
    }

    public VersionDocument? Find(int number) => State.Versions.Find(VersionDocument.KeyOf(Model.ModelId, number));

    /// <summary>The version with the greatest number, of a stage when one is given.</summary>
    public VersionDocument? Latest(ModelStage? stage)
    {
        var numbers = State.Versions.NumbersOf(Model.ModelId);
        for (var i = numbers.Count - 1; i >= 0; i--)
        {
            if (Find(numbers[i]) is { } document && (stage is null || document.Version.Stage == stage)) return document;
        }

        return null;
    }

    /// <summary>The version with the greatest number of each stage that has one, by number.</summary>
    public IEnumerable<ModelVersion> LatestOfStages()
    {
        var entry = this;
        return Versions.Reverse().DistinctBy(document => document.Version.Stage).Reverse()
            .Select(document => entry.Complete(document.Version));
    }

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
