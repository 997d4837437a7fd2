using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Lists records, as one JSON string.</summary>
internal static class GetRecords
{
    private const int ResultsDefault = 1_000;

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store)
    {
        var page = (await store.GetRecords(
            request.RouteId<DatasetId>("dataset_id"), MlflowPage.Parse(request, ResultsDefault), request.Cancel))
            .OrThrow();
        return new MlflowResult(writer => writer
            .String("records", ToJson(page.Items)).String("next_page_token", page.NextPageToken));
    }

    private static string ToJson(IReadOnlyList<EvaluationRecord> records)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, AsIs))
        {
            json.WriteStartArray();
            foreach (var record in records) Write(json, record);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    // Clients read every member, so a missing value is written as null.
    private static void Write(Utf8JsonWriter json, EvaluationRecord record)
    {
        json.WriteStartObject();
        json.WriteString("dataset_record_id", record.RecordId);
        json.WriteString("dataset_id", record.DatasetId);
        Write(json, "inputs", record.Inputs);
        Write(json, "outputs", record.Outputs);
        Write(json, "expectations", record.Expectations);
        Write(json, "tags", record.Tags);
        json.WritePropertyName("source");
        WriteSource(json, record.Source);
        json.WriteString("source_id", record.Source?.TraceId());
        json.WriteString("source_type", record.Source?.SourceType);
        json.WriteNumber("created_time", record.CreatedTime);
        json.WriteNumber("last_update_time", record.LastUpdateTime);
        json.WriteString("created_by", record.CreatedBy);
        json.WriteString("last_updated_by", record.LastUpdatedBy);
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, RecordSource? source)
    {
        if (source is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("source_type", source.SourceType);
        if (source.SourceData is { } data) Write(json, "source_data", data);
        else
        {
            json.WriteStartObject("source_data");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement? value)
    {
        json.WritePropertyName(name);
        if (value is { } present) present.WriteTo(json);
        else json.WriteNullValue();
    }
}
