using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to label schemas.</summary>
public static class LabelSchemaWrites
{
    /// <param name="experiment">Its experiment; null when there is none.</param>
    /// <param name="request">The label schema to create.</param>
    /// <param name="existing">All label schemas of the experiment.</param>
    /// <param name="newId">The new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ReviewFact, LabelSchema>> Create(
        Experiment? experiment, NewLabelSchema request, IReadOnlyCollection<LabelSchema> existing, LabelSchemaId newId,
        long now)
    {
        if (LabelRules.Check(request) is { } problem) return problem;
        if (ExperimentWrites.RequireActive(experiment, request.ExperimentId) is { } refused) return refused;
        if (existing.Any(schema => schema.Name == request.Name))
            return new LabelSchemaNameTaken(request.ExperimentId, request.Name);
        if (existing.Count >= Limits.LabelSchemasMax)
            return ReviewRules.Over(
                $"The experiment has {existing.Count} label schemas; the limit is {Limits.LabelSchemasMax}.");
        return Put(new LabelSchema
        {
            SchemaId = newId,
            ExperimentId = request.ExperimentId,
            Name = request.Name,
            Type = request.Type,
            Input = request.Input,
            Instruction = request.Instruction,
            EnableComment = request.EnableComment,
            CreationTime = now,
            LastUpdateTime = now,
        });
    }

    /// <param name="before">The label schema; null when there is none.</param>
    /// <param name="schemaId">Its id.</param>
    /// <param name="change">The change.</param>
    /// <param name="others">All label schemas of its experiment.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ReviewFact, LabelSchema>> Update(
        LabelSchema? before, LabelSchemaId schemaId, LabelSchemaChange change, IEnumerable<LabelSchema> others,
        long now)
    {
        if (LabelRules.Check(change) is { } problem) return problem;
        if (before is null) return new LabelSchemaMissing(schemaId);
        if (change.Input is { } input && LabelRules.CheckSameForm(before.Input, input) is { } other) return other;
        if (change.Name is { } name && name != before.Name && others.Any(schema => schema.Name == name))
            return new LabelSchemaNameTaken(before.ExperimentId, name);
        return Put(before with
        {
            Name = change.Name ?? before.Name,
            Input = change.Input ?? before.Input,
            Instruction = change.Instruction ?? before.Instruction,
            EnableComment = change.EnableComment ?? before.EnableComment,
            LastUpdateTime = now,
        });
    }

    /// <summary>Deletes a label schema. Queues that refer to it keep its id.</summary>
    public static Decision<ReviewFact, Done> Delete(LabelSchema? schema) => schema is null
        ? Decision<ReviewFact, Done>.Unchanged(default)
        : Decision<ReviewFact, Done>.From(new ReviewFact.RemoveSchema(schema.SchemaId), default);

    private static Decision<ReviewFact, LabelSchema> Put(LabelSchema schema) =>
        Decision<ReviewFact, LabelSchema>.From(new ReviewFact.PutSchema(schema), schema);
}
