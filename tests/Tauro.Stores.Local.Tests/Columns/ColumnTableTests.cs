using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;

namespace Tauro.Stores.Local.Tests.Columns;

public sealed class ColumnTableTests
{
    private static readonly Field Score = new(FieldKind.Metric, "score");
    private static readonly Field Kind = new(FieldKind.Tag, "kind");

    private readonly ItemTable table = new();

    [Fact]
    public void A_new_column_has_the_rows_that_were_put_before()
    {
        for (var i = 0; i < 100; i++) table.Put(new Item($"{i}", i, $"k{i % 3}"));

        Assert.True(table.Columns.Numbers(Score).TryGet(99, out var number));
        Assert.Equal(99, number);
        Assert.Equal(34, Count("k0"));
    }

    [Fact]
    public void A_column_is_updated_when_rows_are_put()
    {
        table.Put(new Item("a", 1, "old"));
        Assert.Equal(1, Count("old"));

        table.Put(new Item("a", null, "new"));
        table.Put(new Item("b", 2, "old"));

        Assert.False(table.Columns.Numbers(Score).TryGet(0, out _));
        Assert.Equal((1, 1), (Count("new"), Count("old")));
    }

    [Fact]
    public void A_removed_row_has_no_fields()
    {
        table.Put(new Item("a", 1, "x"));
        table.Put(new Item("b", 1, "x"));
        Assert.Equal(2, Count("x"));

        table.Remove("a");

        Assert.Equal(ColumnTable.Removed, table.Columns[0]);
        Assert.Equal((1, 1), (Count("x"), table.Columns.LiveCount));
        Assert.Equal([1], table.Columns.All);
    }

    [Fact]
    public void NaN_is_a_value_and_an_absent_number_is_not()
    {
        table.Put(new Item("a", double.NaN, null));
        table.Put(new Item("b", null, null));

        Assert.True(table.Columns.Numbers(Score).TryGet(0, out var number));
        Assert.True(double.IsNaN(number));
        Assert.False(table.Columns.Numbers(Score).TryGet(1, out _));
        Assert.Equal([true, false], new[] { 0, 1 }.Select(table.Columns.Numbers(Score).Test(value => value != 0)));
        Assert.Equal([false, false], new[] { 0, 1 }.Select(table.Columns.Numbers(Score).Test(value => value == 0)));
    }

    [Fact]
    public void A_search_does_not_reuse_the_result_of_a_string_whose_code_is_reused()
    {
        table.Put(new Item("a", 1, "x"));
        table.Put(new Item("b", 1, "y"));
        var isX = table.Columns.Strings(Kind).Test(value => value == "x");
        Assert.True(isX(0));

        table.Put(new Item("a", 1, "y"));
        table.Put(new Item("b", 1, "z"));

        Assert.Equal([false, false], new[] { 0, 1 }.Select(isX));
    }

    [Fact]
    public void A_search_sees_rows_that_are_put_after_the_column_has_grown()
    {
        table.Put(new Item("a", 1, "x"));
        var isX = table.Columns.Strings(Kind).Test(value => value == "x");

        for (var i = 0; i < 100; i++) table.Put(new Item($"{i}", 1, i == 99 ? "x" : "y"));
        table.Put(new Item("a", 1, "y"));

        Assert.False(isX(0));
        Assert.True(isX(100));
    }

    [Fact]
    public void Strings_that_no_row_has_anymore_are_removed()
    {
        table.Put(new Item("a", 1, "0"));
        Assert.Equal(1, Count("0"));
        for (var i = 1; i <= 10_000; i++) table.Put(new Item("a", 1, $"{i}"));

        Assert.Equal(0, Count("5000"));
        Assert.Equal(1, Count("10000"));
        Assert.InRange(table.Columns.Strings(Kind).Capacity, 1, 16);
    }

    [Fact]
    public void A_string_is_tested_once_for_all_rows_that_have_it()
    {
        for (var i = 0; i < 1_000; i++) table.Put(new Item($"{i}", 1, i % 2 == 0 ? "even" : "odd"));
        var tested = 0;
        var test = table.Columns.Strings(Kind).Test(value =>
        {
            tested++;
            return value == "odd";
        });

        Assert.Equal(500, Enumerable.Range(0, table.Columns.Count).Count(test));
        Assert.Equal(2, tested);
    }

    [Fact]
    public void More_fields_than_the_limit_of_columns_are_still_read_correctly()
    {
        for (var i = 0; i < 10; i++) table.Put(new Item($"{i}", i, "x"));
        for (var i = 0; i < 500; i++)
            Assert.False(table.Columns.Numbers(new Field(FieldKind.Metric, $"m{i}")).TryGet(0, out _));

        table.Put(new Item("0", 7, "x"));

        Assert.True(table.Columns.Numbers(Score).TryGet(0, out var number));
        Assert.Equal(7, number);
    }

    [Fact]
    public void A_row_that_changes_while_columns_are_built_together_keeps_its_new_value()
    {
        table.Put(new Item("a", 1, "old"));
        table.Put(new Item("b", 2, null));
        // After the values of a row were read, and before they are set.
        table.AfterRead = () => table.Put(new Item("a", null, "new"));

        table.Columns.Build([Score], [Kind]);

        Assert.False(table.Columns.Numbers(Score).TryGet(0, out _));
        Assert.True(table.Columns.Numbers(Score).TryGet(1, out var number));
        Assert.Equal(2, number);
        Assert.Equal((0, 1), (Count("old"), Count("new")));
    }

    [Fact]
    public async Task Rows_that_were_put_before_a_search_are_found_during_writes()
    {
        const int Rows = 20_000;
        for (var i = 0; i < Rows; i++) table.Put(new Item($"{i}", 1, "steady"));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                table.Put(new Item($"new{i % 5_000}", i, $"v{i % 700}"));
        });

        for (var i = 0; i < 50; i++) Assert.Equal(Rows, Count("steady"));

        await stop.CancelAsync();
        await writing;
        var count = table.Columns.Count;
        Assert.Equal(count, Enumerable.Range(0, count).Count(table.Columns.Numbers(Score).Test(_ => true)));
    }

    private int Count(string kind) =>
        Enumerable.Range(0, table.Columns.Count).Count(table.Columns.Strings(Kind).Test(value => value == kind));

    private sealed record Item(string Id, double? Score, string? Kind);

    /// <summary>Items whose numbers are also their rows.</summary>
    private sealed class ItemTable : FieldReader<int>
    {
        private readonly Dictionary<string, int> numbers = [];
        private readonly Item[] items = new Item[50_000];

        public ItemTable() => Columns = new ColumnTable("items", this);

        public ColumnTable Columns { get; }

        public Action AfterRead { get; set; } = () => { };

        public void Put(Item item)
        {
            if (numbers.TryGetValue(item.Id, out var number))
            {
                Volatile.Write(ref items[number], item);
                Columns.Changed(number);
                return;
            }

            number = numbers[item.Id] = numbers.Count;
            Volatile.Write(ref items[number], item);
            Columns.Add(number);
        }

        public void Remove(string id) => Columns.Remove(numbers[id]);

        public override Action<int, Literal?[]> ReaderOf(IReadOnlyList<Field> fields)
        {
            var read = base.ReaderOf(fields);
            return (item, values) =>
            {
                read(item, values);
                AfterRead();
            };
        }

        public override bool TryGetNumber(int item, Field field, out double value)
        {
            var score = Volatile.Read(ref items[item]).Score;
            value = score.GetValueOrDefault();
            return field.Key == "score" && score is not null;
        }

        public override bool TryGetString(int item, Field field, [NotNullWhen(true)] out string? value)
        {
            value = field.Key == "kind" ? Volatile.Read(ref items[item]).Kind : null;
            return value is not null;
        }
    }
}
