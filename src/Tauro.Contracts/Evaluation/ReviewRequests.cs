using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>A label schema to create.</summary>
public sealed record NewLabelSchema(
    ExperimentId ExperimentId,
    string Name,
    LabelSchemaType Type,
    LabelInput Input,
    string? Instruction = null,
    bool EnableComment = false);

/// <summary>A change of a label schema; null leaves a value as it is.</summary>
public sealed record LabelSchemaChange(
    string? Name = null, LabelInput? Input = null, string? Instruction = null, bool? EnableComment = null);

/// <summary>A review queue to create.</summary>
public sealed record NewReviewQueue(
    ExperimentId ExperimentId,
    string Name,
    ReviewQueueType QueueType,
    IReadOnlyList<string> Users,
    IReadOnlyList<LabelSchemaId> SchemaIds,
    string? CreatedBy = null);

/// <summary>A change of a review queue; null leaves a value as it is.</summary>
public sealed record ReviewQueueChange(
    string? Name = null,
    IReadOnlyList<string>? Users = null,
    IReadOnlyList<LabelSchemaId>? SchemaIds = null,
    string? CreatedBy = null);
