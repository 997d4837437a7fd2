using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Models;

/// <summary>A version to register; the model is created with it when its name is new.</summary>
/// <param name="Framework">Default <see cref="ModelFramework.Custom"/>.</param>
/// <param name="ArtifactMode">Default: <c>REFERENCE</c> with a source, <c>UPLOAD</c> without.</param>
/// <param name="Source"><c>runs:/{run_id}/{path}</c>; needed for <c>REFERENCE</c> and <c>COPY</c>.</param>
/// <param name="SourceRunId">The run that made it; taken from the source when absent.</param>
/// <param name="Description">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
/// <param name="Hyperparameters">Name to a JSON number, string, boolean or null.</param>
/// <param name="Metrics">Name to value.</param>
/// <param name="Tags">Key to value.</param>
/// <param name="RegisteredBy">See <see cref="ModelVersion.RegisteredBy"/>.</param>
/// <param name="Override">Registers the version although a policy refuses it.</param>
public sealed record NewModelVersion(
    ModelFramework Framework = ModelFramework.Custom,
    ArtifactMode? ArtifactMode = null,
    string? Source = null,
    RunId? SourceRunId = null,
    string? Description = null,
    IReadOnlyDictionary<string, JsonElement>? Hyperparameters = null,
    IReadOnlyDictionary<string, double>? Metrics = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    string? RegisteredBy = null,
    PolicyOverride? Override = null)
{
    /// <summary>See <see cref="ModelVersion.StorageLocation"/>. Never taken from a client.</summary>
    [JsonIgnore]
    public string? StorageLocation { get; init; }

    /// <summary>See <see cref="ModelVersion.LoggedModelId"/>.</summary>
    [JsonIgnore]
    public LoggedModelId? LoggedModelId { get; init; }

    /// <summary>See <see cref="ModelVersion.RunLink"/>.</summary>
    [JsonIgnore]
    public string? RunLink { get; init; }
}
