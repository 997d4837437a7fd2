using System.Buffers;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on evaluation datasets and their records. Null means well-formed.</summary>
public static class RecordRules
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("\"\\&'+<>`")]);

    private static readonly string[] Sources = ["TRACE", "HUMAN", "DOCUMENT", "CODE"];

    public static StoreProblem? Check(NewEvaluationDataset dataset) =>
        NameRules.CheckName("dataset", dataset.Name)
        ?? TagRules.Check(dataset.Tags!, Limits.TagValueLengthMax)
        ?? CheckCreator(dataset.CreatedBy);

    public static StoreProblem? Check(IReadOnlyList<RecordChange> records)
    {
        foreach (var record in records)
        {
            if (record.Inputs.ValueKind != JsonValueKind.Object) return NotAnObject("inputs");
            if (!IsObject(record.Expectations)) return NotAnObject("expectations");
            if (!IsObject(record.Tags)) return NotAnObject("tags");
            if (record.Source is { } source && (!Sources.Contains(source.SourceType) || !IsObject(source.SourceData)))
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidRequest,
                    "A record's source must have a source_type of TRACE, HUMAN, DOCUMENT or CODE, and an object as "
                    + "source_data.");
        }

        return null;
    }

    /// <summary>Returns an upper bound of a record's size as stored, in bytes.</summary>
    public static long BytesOf(EvaluationRecord record) =>
        500 + BytesOf(record.Inputs) + BytesOf(record.Outputs) + BytesOf(record.Expectations) + BytesOf(record.Tags)
        + BytesOf(record.Source?.SourceData);

    public static StoreProblem? CheckSize(long bytes, int bytesMax, string what) => bytes <= bytesMax
        ? null
        : StoreProblem.Invalid(
            ProblemCodes.LimitExceeded,
            $"{what} would take {bytes} bytes; the limit is {bytesMax}. Send fewer or smaller ones.");

    // Stored JSON escapes everything but plain ASCII, with at most six bytes per character.
    private static long BytesOf(JsonElement? value)
    {
        if (value is not { } json) return 0;
        var left = json.GetRawText().AsSpan();
        long bytes = left.Length;
        while (left.IndexOfAnyExcept(Plain) is var at and >= 0)
        {
            bytes += 5;
            left = left[(at + 1)..];
        }

        return bytes;
    }

    private static bool IsObject(JsonElement? value) => value is null or { ValueKind: JsonValueKind.Object };

    private static StoreProblem NotAnObject(string what) => StoreProblem.Invalid(
        ProblemCodes.InvalidRequest, $"The {what} of a record must be an object.");

    private static StoreProblem? CheckCreator(string? name) => name?.Length > Limits.NameLengthMax
        ? StoreProblem.Invalid(
            ProblemCodes.LimitExceeded,
            $"created_by has {name.Length} characters; the limit is {Limits.NameLengthMax}.")
        : null;
}
