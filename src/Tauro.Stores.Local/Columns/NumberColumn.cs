using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>A column of numbers.</summary>
internal sealed class NumberColumn(Field field, FieldReader<int> reader) : Column(field)
{
    // Two of the many bit patterns of NaN. NaN is normalized when it is set, so no stored number has these patterns.
    private static readonly long Absent = BitConverter.DoubleToInt64Bits(double.NaN) ^ 1;
    private static readonly long NeverSet = BitConverter.DoubleToInt64Bits(double.NaN) ^ 2;
    private static readonly double AbsentNumber = BitConverter.Int64BitsToDouble(Absent);
    private static readonly double NeverSetNumber = BitConverter.Int64BitsToDouble(NeverSet);

    private readonly Lock writing = new();
    private volatile double[] numbers = [];

    public override void Set(int row, Func<int, int> documentAt)
    {
        lock (writing)
        {
            // Read under the lock, so that a later call sets a later value.
            var number = documentAt(row) is >= 0 and var document && reader.TryGetNumber(document, Field, out var found)
                ? found
                : (double?)null;
            Put(row, number);
        }
    }

    public override void SetFirst(int row, Literal? value)
    {
        lock (writing)
            if (row >= numbers.Length || BitConverter.DoubleToInt64Bits(numbers[row]) == NeverSet)
                Put(row, value is { String: null } number ? number.Number : null);
    }

    public bool TryGet(int row, out double number)
    {
        var all = numbers;
        number = row < all.Length ? all[row] : AbsentNumber;
        var bits = BitConverter.DoubleToInt64Bits(number);
        return bits != Absent && bits != NeverSet;
    }

    public Func<int, bool> Test(Func<double, bool> test) => row => TryGet(row, out var number) && test(number);

    private void Put(int row, double? number)
    {
        if (row >= numbers.Length) numbers = Grow(row);
        numbers[row] = number is not { } value ? AbsentNumber : double.IsNaN(value) ? double.NaN : value;
    }

    private double[] Grow(int row)
    {
        var grown = new double[Math.Max(row + 1, numbers.Length * 2)];
        numbers.CopyTo(grown, 0);
        grown.AsSpan(numbers.Length).Fill(NeverSetNumber);
        return grown;
    }
}
