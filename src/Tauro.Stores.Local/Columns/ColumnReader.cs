using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// Reads the fields of a table's rows for one search: from columns, each looked up once, or from the row.
/// </summary>
/// <param name="table">The rows.</param>
/// <param name="kindOf">Returns the kind of column for a field, or none.</param>
internal sealed class ColumnReader(ColumnTable table, Func<Field, ColumnKind> kindOf) : FieldReader<int>
{
    // A search has a handful of fields, for which a list is faster than a dictionary.
    private readonly List<(Field Field, Column? Column)> columns = [];

    public override bool TryGetNumber(int row, Field field, out double value)
    {
        value = 0;
        return ColumnOf(field) switch
        {
            NumberColumn column => column.TryGet(row, out value),
            null => table[row] is >= 0 and var document && table.Reader.TryGetNumber(document, field, out value),
            _ => false,
        };
    }

    public override bool TryGetString(int row, Field field, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return ColumnOf(field) switch
        {
            StringColumn column => column.TryGet(row, out value),
            null => table[row] is >= 0 and var document && table.Reader.TryGetString(document, field, out value),
            _ => false,
        };
    }

    public override Func<int, bool> NumberTest(Field field, Func<double, bool> test) =>
        ColumnOf(field) is NumberColumn column ? column.Test(test) : base.NumberTest(field, test);

    public override Func<int, bool> StringTest(Field field, Func<string, bool> test) =>
        ColumnOf(field) is StringColumn column ? column.Test(test) : base.StringTest(field, test);

    public override bool HasMany(Field field) => table.Reader.HasMany(field);

    public override IEnumerable<Literal> AllOf(int row, Field field) =>
        table[row] is >= 0 and var document ? table.Reader.AllOf(document, field) : [];

    /// <summary>Builds the columns of fields together.</summary>
    public void Build(IReadOnlyList<Field> fields) => table.Build(
        fields.Where(field => kindOf(field) == ColumnKind.Numbers),
        fields.Where(field => kindOf(field) == ColumnKind.Strings));

    private Column? ColumnOf(Field field)
    {
        foreach (var (known, found) in columns)
            if (known == field) return found;
        Column? column = kindOf(field) switch
        {
            ColumnKind.Numbers => table.Numbers(field),
            ColumnKind.Strings => table.Strings(field),
            _ => null,
        };
        columns.Add((field, column));
        return column;
    }
}
