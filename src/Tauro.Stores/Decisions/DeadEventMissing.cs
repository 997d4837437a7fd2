using Tauro.Contracts;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>No dead event has the id.</summary>
public sealed record DeadEventMissing(DeadEventId Id) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.DeadEventNotFound, $"There is no dead event '{Id}'.");
