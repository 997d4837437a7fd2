using System.Text.Json;
using Tauro.Contracts;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>The members of a stored run that are read when the store opens; others are read on demand.</summary>
internal readonly record struct StoredRunHead(
    string RunId, string ExperimentId, bool IsRunning, LifecycleStage Stage, int ExperimentMoves, long StartTime,
    bool IsLinked)
{
    /// <summary>Reads the members up to the last of these, which are the first ones of the document.</summary>
    /// <exception cref="StorageCorruptException">The document has no such members.</exception>
    public static StoredRunHead Read(ReadOnlySpan<byte> json)
    {
        (string? runId, string? experimentId, var isRunning, var stage, var moves, var startTime) =
            (null, null, false, LifecycleStage.Active, 0, 0L);
        try
        {
            var reader = new Utf8JsonReader(json);
            var left = 5;
            for (reader.Read(); left > 0 && reader.Read() && reader.TokenType == JsonTokenType.PropertyName; left--)
            {
                if (reader.ValueTextEquals("run_id"u8)) runId = ReadString(ref reader);
                else if (reader.ValueTextEquals("experiment_id"u8)) experimentId = ReadString(ref reader);
                else if (reader.ValueTextEquals("status"u8))
                {
                    reader.Read();
                    isRunning = reader.ValueTextEquals("RUNNING"u8);
                }
                else if (reader.ValueTextEquals("lifecycle_stage"u8))
                {
                    reader.Read();
                    stage = reader.ValueTextEquals("DELETED"u8) ? LifecycleStage.Deleted : LifecycleStage.Active;
                }
                else if (reader.ValueTextEquals("experiment_moves"u8))
                {
                    reader.Read();
                    moves = reader.GetInt32();
                    left++;
                }
                else if (reader.ValueTextEquals("start_time"u8))
                {
                    reader.Read();
                    startTime = reader.GetInt64();
                }
                else
                {
                    reader.Skip();
                    left++;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new StorageCorruptException($"A stored run cannot be read: {e.Message}", e);
        }

        if (runId is null || experimentId is null)
            throw new StorageCorruptException("A stored run has no run_id or no experiment_id.");

        // A quotation mark in a value is escaped, so no value contains these bytes.
        var isLinked = json.IndexOf("\"model_versions\":[\""u8) >= 0;
        return new StoredRunHead(runId, experimentId, isRunning, stage, moves, startTime, isLinked);
    }

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return StringPool.Read(ref reader);
    }
}
