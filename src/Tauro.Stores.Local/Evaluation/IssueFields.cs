using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>The fields of an issue, for search.</summary>
internal sealed class IssueFields : FieldReader<Issue>
{
    public override bool TryGetNumber(Issue item, Field field, out double value)
    {
        value = 0;
        return false;
    }

    public override bool TryGetString(Issue item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field.Key switch
        {
            "status" => NameOf(item.Status),
            "severity" => item.Severity is { } severity ? NameOf(severity) : null,
            "source_run_id" => item.SourceRunId?.Value,
            _ => null,
        };
        return value is not null;
    }

    private static string NameOf(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
