using Tauro.Contracts;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>There is no logged model of the id.</summary>
/// <param name="ModelId">As it was given.</param>
public sealed record LoggedModelMissing(string ModelId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.LoggedModelNotFound,
    $"There is no logged model '{TextRules.Shown(ModelId)}'.");
