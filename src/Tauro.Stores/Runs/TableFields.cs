using Tauro.Contracts;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>The fields of a table of runs.</summary>
public static class TableFields
{
    private const string Attributes = "attributes";

    public static Field Name { get; } = new(FieldKind.Attribute, "run_name");

    public static Field Status { get; } = new(FieldKind.Attribute, "status");

    public static Field StartTime { get; } = new(FieldKind.Attribute, "start_time");

    public static Field EndTime { get; } = new(FieldKind.Attribute, "end_time");

    public static Field UserId { get; } = new(FieldKind.Attribute, "user_id");

    /// <summary>Parses <c>attributes</c> and fields such as <c>metrics.loss</c>; each is returned once.</summary>
    public static StoreOutcome<IReadOnlyList<Field>> Parse(IReadOnlyList<string?> names)
    {
        if (names.Count > Limits.TableFieldsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{names.Count} fields were requested; the limit is {Limits.TableFieldsMax}. Request them in parts.");
        List<Field> fields = [];
        foreach (var name in names.Distinct())
        {
            if (name == Attributes) fields.AddRange([Name, Status, StartTime, EndTime, UserId]);
            else if (Parse(name) is { } field) fields.Add(field);
            else
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidRequest,
                    $"'{FilterSyntaxException.Short(name ?? "null")}' is not a field of a table; use attributes, or "
                    + "params, metrics and tags such as metrics.loss.");
        }

        return fields;
    }

    private static Field? Parse(string? name) => name?.Split('.', 2) switch
    {
        [_, { Length: 0 or > Limits.KeyLengthMax }] => null,
        ["params", var key] => new Field(FieldKind.Param, key),
        ["metrics", var key] => new Field(FieldKind.Metric, key),
        ["tags", var key] => new Field(FieldKind.Tag, key),
        _ => null,
    };
}
