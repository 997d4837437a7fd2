namespace Tauro.Contracts.LoggedModels;

/// <summary>
/// What is needed to make a logged model. The id and the place of its files are minted by the service.
/// </summary>
/// <param name="ExperimentId">An active experiment.</param>
/// <param name="Name">Without <c>/ : . % " '</c>; made up when absent.</param>
/// <param name="ModelType">The caller's own word.</param>
/// <param name="SourceRunId">The run that makes it; not looked up.</param>
/// <param name="Params">Key to value; immutable from here on.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewLoggedModel(
    string ExperimentId,
    string? Name = null,
    string? ModelType = null,
    string? SourceRunId = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null);
