using System.Text.Json.Serialization;

namespace Tauro.Contracts.Experiments;

/// <summary>An experiment to create. The service assigns its id and artifact location.</summary>
/// <param name="Name">Unique, not blank, up to <see cref="Limits.NameLengthMax"/> characters.</param>
/// <param name="Description">Markdown; stored as the tag <see cref="TagNames.Note"/>.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewExperiment(
    string Name, string? Description = null, IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>
    /// Where MLflow's clients store the artifacts of runs themselves, such as a bucket. It is returned as given and
    /// never opened; null for the service's own location. The native API does not accept it.
    /// </summary>
    [JsonIgnore]
    public string? ArtifactLocation { get; init; }
}

/// <summary>A partial update: null members stay unchanged.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ExperimentChange(
    string? Name = null, string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);

/// <summary>A search for experiments.</summary>
/// <param name="Filter">For example <c>name LIKE 'fraud%' AND tags.team = 'risk'</c>.</param>
/// <param name="OrderBy">For example <c>name ASC</c>; newest first when absent.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="MaxResults">Items in a page; up to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="PageToken">From the previous page; absent for the first.</param>
public sealed record ExperimentSearch(
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);
