using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Tests.Decisions;

/// <summary>Creates documents like those that a backend loads.</summary>
internal static class TestDocuments
{
    public const long Now = 1_000;

    public static ModelAggregate Model(params ModelVersion[] versions) => new(
        new RegisteredModel
        {
            ModelId = new("id"), Name = "fraud", LastVersion = versions.Length, CreationTime = 1, LastUpdateTime = 1,
            Tags = new Dictionary<string, string>(), Aliases = new Dictionary<string, int>(),
        },
        new SortedDictionary<int, VersionDocument>(
            versions.ToDictionary(version => version.Version, version => new VersionDocument(version))));

    public static ModelVersion Version(
        int number, ModelStage stage = default, ModelVersionStatus status = ModelVersionStatus.Ready) => new()
    {
        ModelId = new("id"), Name = "fraud", Version = number, Stage = stage, Status = status, CreationTime = 1,
        LastUpdateTime = 1,
    };

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public static Experiment Experiment(string id = "1", LifecycleStage stage = LifecycleStage.Active) => new()
    {
        ExperimentId = new(id), Name = "churn", ArtifactLocation = "s3://bucket/churn?region=eu",
        LifecycleStage = stage,
        CreationTime = 1, LastUpdateTime = 1,
    };

    public static Run Run(string id = "r", LifecycleStage stage = LifecycleStage.Active) => new()
    {
        RunId = new(id), ExperimentId = new("1"), Name = "first", ArtifactUri = "", LifecycleStage = stage,
        StartTime = 10,
        Params = new Dictionary<string, string> { ["lr"] = "0.1" },
    };

    public static LoggedModel LoggedModel() => new()
    {
        ModelId = new("m"), ExperimentId = new("1"), Name = "tree", ArtifactUri = "", CreationTime = 1,
        LastUpdateTime = 1,
        Params = new Dictionary<string, string> { ["depth"] = "3" },
        Tags = new Dictionary<string, string> { ["team"] = "risk" },
    };

    public static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.Message);
        return outcome.Value;
    }
}
