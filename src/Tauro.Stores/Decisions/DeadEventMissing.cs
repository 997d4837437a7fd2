using Tauro.Contracts;

namespace Tauro.Stores.Decisions;

/// <summary>No dead event has the id.</summary>
public sealed record DeadEventMissing(string Id) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.DeadEventNotFound, $"There is no dead event '{Id}'.");
