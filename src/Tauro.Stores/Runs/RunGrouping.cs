using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>Groups rows one by one, and aggregates their numbers.</summary>
public sealed class RunGrouping
{
    private readonly Dictionary<GroupKey, Group> groups = [];
    private readonly RunAggregationQuery query;
    private readonly IReadOnlyList<(string Name, Field Field)> keys;
    private readonly IReadOnlyList<(string Name, Field Field)> values;

    public RunGrouping(RunAggregationQuery query)
    {
        (this.query, keys, values) = (query, query.GroupBy ?? [], query.Values ?? []);
        if (keys.Count == 0) groups[new GroupKey([])] = new Group(values.Count);
    }

    /// <summary>Adds a row. Returns a problem when there are too many groups.</summary>
    public StoreProblem? Add<T>(T row, FieldReader<T> reader)
    {
        var key = new GroupKey([.. keys.Select(key => Write(reader.Read(row, key.Field)))]);
        if (!groups.TryGetValue(key, out var group))
        {
            if (groups.Count == Limits.RunGroupsMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"There are more than {Limits.RunGroupsMax} groups by "
                    + $"{string.Join(", ", keys.Select(by => by.Name))}, the limit. Group by a field with fewer "
                    + "values, or add a filter.");
            groups[key] = group = new Group(values.Count);
        }

        group.Count++;
        for (var i = 0; i < values.Count; i++)
            if (reader.Read(row, values[i].Field) is { String: null, Number: var number }) group.Sums[i].Add(number);
        return null;
    }

    /// <summary>Returns the groups in order.</summary>
    public RunGroups Complete()
    {
        var all = groups.Select(pair => new RunGroup(
            pair.Key.Values,
            pair.Value.Count,
            values.Select((value, i) => (value.Name, Value: pair.Value.Sums[i].Complete()))
                .ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal))).ToArray();
        Array.Sort(all, Compare);
        return new RunGroups([.. all.Take(query.GroupsMax)], all.Length, all.Sum(group => group.Count));
    }

    private int Compare(RunGroup x, RunGroup y)
    {
        var order = query.OrderBy ?? new RunGroupOrder();
        var compared = order.By == RunGroupOrderBy.Key
            ? CompareKeys(x, y, order.Descending)
            : CompareNumbers(NumberOf(x, order), NumberOf(y, order), order.Descending);
        return compared != 0 ? compared : CompareKeys(x, y, descending: false);
    }

    private static double? NumberOf(RunGroup group, RunGroupOrder order) => order.By switch
    {
        RunGroupOrderBy.Min => group.Values[order.Value!].Min,
        RunGroupOrderBy.Max => group.Values[order.Value!].Max,
        RunGroupOrderBy.Mean => group.Values[order.Value!].Mean,
        _ => group.Count,
    };

    private static int CompareNumbers(double? x, double? y, bool descending) =>
        x is null || y is null ? (x is null).CompareTo(y is null)
        : descending ? y.Value.CompareTo(x.Value) : x.Value.CompareTo(y.Value);

    private int CompareKeys(RunGroup x, RunGroup y, bool descending)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var (left, right) = (x.Key[i], y.Key[i]);
            var order = left is null || right is null ? (left is null).CompareTo(right is null)
                : keys[i].Field.Function == FieldFunction.Number
                    ? CompareNumbers(NumberValue.Parse(left), NumberValue.Parse(right), descending)
                : descending ? string.CompareOrdinal(right, left) : string.CompareOrdinal(left, right);
            if (order != 0) return order;
        }

        return 0;
    }

    private static string? Write(Literal? literal) => literal switch
    {
        null => null,
        { String: { } value } => value,
        { Number: var number } => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private sealed class Group(int values)
    {
        public long Count { get; set; }

        public Sum[] Sums { get; } = new Sum[values];
    }

    private struct Sum
    {
        private long count;
        private double least;
        private double greatest;
        private double mean;

        public void Add(double value)
        {
            if (double.IsNaN(value)) return;
            count++;
            (least, greatest) = count == 1 ? (value, value) : (Math.Min(least, value), Math.Max(greatest, value));
            // Running, since a sum of large values may overflow.
            mean += double.IsFinite(value) && double.IsFinite(mean) ? (value / count) - (mean / count) : value;
        }

        public readonly RunGroupValue Complete() =>
            count == 0 ? new RunGroupValue(0, null, null, null) : new RunGroupValue(count, least, greatest, mean);
    }

    private readonly record struct GroupKey(string?[] Values)
    {
        public bool Equals(GroupKey other) => Values.AsSpan().SequenceEqual(other.Values);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in Values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
