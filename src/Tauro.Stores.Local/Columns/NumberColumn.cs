using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>A column of numbers.</summary>
internal sealed class NumberColumn(Field field, FieldReader<int> reader) : Column(field)
{
    // One of the many bit patterns of NaN. Set normalizes NaN, so no stored number has this pattern.
    private static readonly long Absent = BitConverter.DoubleToInt64Bits(double.NaN) ^ 1;
    private static readonly double AbsentNumber = BitConverter.Int64BitsToDouble(Absent);

    private readonly Lock writing = new();
    private volatile double[] numbers = [];

    public override void Set(int row, Func<int, int> documentAt)
    {
        lock (writing)
        {
            // Read under the lock, so that a later call sets a later value.
            var number = documentAt(row) is >= 0 and var document && reader.TryGetNumber(document, Field, out var found)
                ? double.IsNaN(found) ? double.NaN : found
                : AbsentNumber;
            if (row >= numbers.Length) numbers = Grow(row);
            numbers[row] = number;
        }
    }

    public bool TryGet(int row, out double number)
    {
        var all = numbers;
        number = row < all.Length ? all[row] : AbsentNumber;
        return BitConverter.DoubleToInt64Bits(number) != Absent;
    }

    public Func<int, bool> Test(Func<double, bool> test) => row => TryGet(row, out var number) && test(number);

    private double[] Grow(int row)
    {
        var grown = new double[Math.Max(row + 1, numbers.Length * 2)];
        numbers.CopyTo(grown, 0);
        grown.AsSpan(numbers.Length).Fill(AbsentNumber);
        return grown;
    }
}
