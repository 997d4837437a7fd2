using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No logged model has the id.</summary>
/// <param name="ModelId">The id as given.</param>
public sealed record LoggedModelMissing(LoggedModelId ModelId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.LoggedModelNotFound,
    $"There is no logged model '{NameRules.Excerpt(ModelId)}'.");
