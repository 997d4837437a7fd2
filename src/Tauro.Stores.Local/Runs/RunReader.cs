using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Runs;

/// <summary>
/// Reads the runs of an experiment for one search. The parent of a run is in a column, and a field of it is read or
/// tested once for each distinct parent, which many runs share, and not once for each run.
/// </summary>
internal sealed class RunReader(RunTable runs, ColumnTable table) : FieldReader<int>
{
    private readonly ColumnReader columns = new(table, KindOf);

    // A search has a handful of fields, for which a list is faster than a dictionary.
    private readonly List<(Field Field, Dictionary<int, Literal?> Values)> ofParents = [];

    public override bool TryGetNumber(int row, Field field, out double value)
    {
        if (!field.OfParent) return columns.TryGetNumber(row, field, out value);
        var found = OfParent(row, field) is { String: null } literal ? literal.Number : (double?)null;
        value = found.GetValueOrDefault();
        return found is not null;
    }

    public override bool TryGetString(int row, Field field, [NotNullWhen(true)] out string? value)
    {
        if (!field.OfParent) return columns.TryGetString(row, field, out value);
        value = OfParent(row, field)?.String;
        return value is not null;
    }

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

    public override IEnumerable<Literal> AllOf(int row, Field field) => !field.OfParent ? columns.AllOf(row, field)
        : ParentOf(row) is >= 0 and var parent ? table.Reader.AllOf(parent, field with { OfParent = false })
        : [];

    /// <summary>Builds the columns of fields together, which is faster than when each is first read.</summary>
    public void Build(IReadOnlyList<Field> fields) => columns.Build(fields);

    private Literal? OfParent(int row, Field field)
    {
        if (ParentOf(row) is not (>= 0 and var parent)) return null;
        var values = ValuesOf(field);
        if (!values.TryGetValue(parent, out var value))
            values[parent] = value = table.Reader.Read(parent, field with { OfParent = false });
        return value;
    }

    private int ParentOf(int row) =>
        columns.TryGetString(row, RunFields.ParentId, out var parent) ? runs.NumberOf(parent) : ColumnTable.Removed;

    private Dictionary<int, Literal?> ValuesOf(Field field)
    {
        foreach (var (known, values) in ofParents)
            if (known == field) return values;
        ofParents.Add((field, []));
        return ofParents[^1].Values;
    }

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
