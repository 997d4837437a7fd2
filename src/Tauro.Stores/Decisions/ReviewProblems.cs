using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No label schema has the id.</summary>
public sealed record LabelSchemaMissing(LabelSchemaId SchemaId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.LabelSchemaNotFound,
    $"There is no label schema '{NameRules.Excerpt(SchemaId)}'.");

/// <summary>The experiment has no label schema with the name.</summary>
public sealed record LabelSchemaNameMissing(ExperimentId ExperimentId, string Name) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.LabelSchemaNotFound,
    $"The experiment {ExperimentId} has no label schema '{NameRules.Excerpt(Name)}'.");

/// <summary>The experiment already has a label schema with the name.</summary>
public sealed record LabelSchemaNameTaken(ExperimentId ExperimentId, string Name) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.LabelSchemaNameTaken,
    $"The experiment {ExperimentId} has a label schema '{NameRules.Excerpt(Name)}'. Use another name, or update it.");

/// <summary>No review queue has the id.</summary>
public sealed record ReviewQueueMissing(ReviewQueueId QueueId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ReviewQueueNotFound,
    $"There is no review queue '{NameRules.Excerpt(QueueId)}'.");

/// <summary>The experiment has no review queue with the name.</summary>
public sealed record ReviewQueueNameMissing(ExperimentId ExperimentId, string Name) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ReviewQueueNotFound,
    $"The experiment {ExperimentId} has no review queue '{NameRules.Excerpt(Name)}'.");

/// <summary>The experiment already has a review queue with the name.</summary>
public sealed record ReviewQueueNameTaken(ExperimentId ExperimentId, string Name) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.ReviewQueueNameTaken,
    $"The experiment {ExperimentId} has a review queue '{NameRules.Excerpt(Name)}', perhaps in another letter case. "
    + "Use another name, or update it.");

/// <summary>The review queue does not contain the trace.</summary>
public sealed record ReviewItemMissing(ReviewQueueId QueueId, TraceId TraceId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ReviewItemNotFound,
    $"The review queue '{NameRules.Excerpt(QueueId)}' does not contain the trace '{NameRules.Excerpt(TraceId)}'. "
    + "Add it to the queue first.");

/// <summary>The experiment of a review queue does not contain traces that should be added.</summary>
public sealed record ReviewTracesMissing(
    ReviewQueueId QueueId, ExperimentId ExperimentId, IReadOnlyList<TraceId> TraceIds) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.TraceNotFound,
    $"The experiment {ExperimentId} has no trace "
    + string.Join(", ", TraceIds.Take(10).Select(id => $"'{NameRules.Excerpt(id)}'")) + ".");
