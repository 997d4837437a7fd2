namespace Tauro.Contracts.Policies;

/// <summary>The result of a check; it replaces the previous one.</summary>
/// <param name="Status">Whether it passed.</param>
/// <param name="Summary">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
/// <param name="Links">Up to <see cref="Limits.CheckLinksMax"/> http or https URLs with the evidence.</param>
/// <param name="Metrics">Metrics that the check measured.</param>
/// <param name="By">Who posts it: a claim of the client.</param>
/// <param name="Digest">
/// The digest that was checked; refused if the version's files have another one by now. Default: the current one.
/// </param>
public sealed record NewCheck(
    CheckStatus Status,
    string? Summary = null,
    IReadOnlyList<string>? Links = null,
    IReadOnlyDictionary<string, double>? Metrics = null,
    string? By = null,
    string? Digest = null);
