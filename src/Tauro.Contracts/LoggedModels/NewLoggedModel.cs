using Tauro.Contracts.Ids;

namespace Tauro.Contracts.LoggedModels;

/// <summary>
/// A logged model to create. The service assigns its id and artifact location.
/// </summary>
/// <param name="ExperimentId">An active experiment.</param>
/// <param name="Name">Without <c>/ : . % " '</c>; generated when absent.</param>
/// <param name="ModelType">Chosen by the caller.</param>
/// <param name="SourceRunId">The run that made it; not checked.</param>
/// <param name="Params">Key to value; immutable once set.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewLoggedModel(
    ExperimentId ExperimentId,
    string? Name = null,
    string? ModelType = null,
    RunId? SourceRunId = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null);
