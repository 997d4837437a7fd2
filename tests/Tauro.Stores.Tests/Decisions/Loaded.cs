using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Tests.Decisions;

/// <summary>Models and versions as a backend would load them.</summary>
internal static class Loaded
{
    public const long Now = 1_000;

    public static ModelAggregate Model(params ModelVersion[] versions) => new(
        new RegisteredModel
        {
            ModelId = "id", Name = "fraud", LastVersion = versions.Length, CreationTime = 1, LastUpdateTime = 1,
            Tags = new Dictionary<string, string>(), Aliases = new Dictionary<string, int>(),
        },
        new SortedDictionary<int, VersionDocument>(
            versions.ToDictionary(version => version.Version, version => new VersionDocument(version))));

    public static ModelVersion Version(
        int number, ModelStage stage = ModelStage.None, ModelVersionStatus status = ModelVersionStatus.Ready) => new()
    {
        ModelId = "id", Name = "fraud", Version = number, Stage = stage, Status = status, CreationTime = 1,
        LastUpdateTime = 1,
    };

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.Message);
        return outcome.Value;
    }
}
