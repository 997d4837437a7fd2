using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Adds and merges records, which are sent as one JSON string.</summary>
internal static class UpsertRecords
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store)
    {
        var records = JsonField.Read(request, "records");
        if (records.ValueKind != JsonValueKind.Array)
            throw MlflowException.Invalid("Invalid value for parameter 'records' supplied: it must be a JSON list.");
        var changes = records.EnumerateArray().Select(ReadOne).ToList();
        var changed = (await store.UpsertRecords(
            request.RouteId<DatasetId>("dataset_id"), changes, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Integer("inserted_count", changed.Inserted).Integer("updated_count", changed.Updated));
    }

    private static RecordChange ReadOne(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            throw MlflowException.Invalid("Each record must be a dictionary");
        if (Member(record, "inputs") is not { } inputs)
            throw MlflowException.Invalid("Each record must have an 'inputs' field");
        return new RecordChange(
            inputs, Member(record, "outputs"), Member(record, "expectations"), Member(record, "tags"),
            SourceOf(record));
    }

    private static RecordSource? SourceOf(JsonElement record)
    {
        if (Member(record, "source") is not { } source) return null;
        if (source.ValueKind != JsonValueKind.Object
            || Member(source, "source_type") is not { ValueKind: JsonValueKind.String } type)
            throw MlflowException.Invalid("A record's source must be a dictionary with a 'source_type'");
        return new RecordSource(type.GetString()!.ToUpperInvariant(), Member(source, "source_data"));
    }

    private static JsonElement? Member(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.Clone() : null;
}
