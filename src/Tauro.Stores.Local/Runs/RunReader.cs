using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Runs;

/// <summary>
/// Reads the runs of an experiment for one search. A field of the parent is tested once for each distinct parent, which
/// many runs share, and not once for each run.
/// </summary>
internal sealed class RunReader(RunTable runs, ColumnTable table) : FieldReader<int>
{
    private readonly ColumnReader columns = new(table, KindOf);

    public override bool TryGetNumber(int row, Field field, out double value) =>
        columns.TryGetNumber(row, field, out value);

    public override bool TryGetString(int row, Field field, [NotNullWhen(true)] out string? value) =>
        columns.TryGetString(row, field, out value);

    public override Func<int, bool> NumberTest(Field field, Func<double, bool> test)
    {
        if (!field.OfParent) return columns.NumberTest(field, test);
        var own = field with { OfParent = false };
        return columns.StringTest(RunFields.ParentId, parent => runs.NumberOf(parent) is >= 0 and var number
            && table.Reader.TryGetNumber(number, own, out var value) && test(value));
    }

    public override Func<int, bool> StringTest(Field field, Func<string, bool> test)
    {
        if (!field.OfParent) return columns.StringTest(field, test);
        var own = field with { OfParent = false };
        return columns.StringTest(RunFields.ParentId, parent => runs.NumberOf(parent) is >= 0 and var number
            && table.Reader.TryGetString(number, own, out var value) && test(value));
    }

    public override bool HasMany(Field field) => columns.HasMany(field);

    public override IEnumerable<Literal> AllOf(int row, Field field) => columns.AllOf(row, field);

    /// <summary>The id is in memory anyway, so it needs no column. A column would not change with the parent.</summary>
    private static ColumnKind KindOf(Field field) => (field.Kind, field.Key) switch
    {
        _ when field.OfParent => ColumnKind.None,
        (FieldKind.Metric, _) or (FieldKind.Attribute, "start_time" or "end_time" or "duration") => ColumnKind.Numbers,
        (FieldKind.Param or FieldKind.Tag, _) => ColumnKind.Strings,
        (FieldKind.Attribute, "run_id") => ColumnKind.None,
        (FieldKind.Attribute, _) => ColumnKind.Strings,
        _ => ColumnKind.None,
    };
}
