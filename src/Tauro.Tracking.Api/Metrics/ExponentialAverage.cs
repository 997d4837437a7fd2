namespace Tauro.Tracking.Api.Metrics;

/// <summary>
/// The exponential moving average of a series whose points may have any distance. The average after point n is the sum
/// of <c>s^(step(n) - step(i)) · value(i)</c> over all i up to n, divided by the sum of these weights; so the first
/// values are not drawn towards zero. It is the time-weighted average of Weights &amp; Biases
/// (https://docs.wandb.ai/guides/app/features/panels/line-plot/smoothing/), with the distance in steps instead of
/// parts of the chart, so that it depends neither on the length of the run nor on the chart. If each step has one
/// point, it is also that of TensorBoard.
/// </summary>
/// <param name="smoothing">The weight s of a point that is one step back; from 0 to less than 1.</param>
internal sealed class ExponentialAverage(double smoothing)
{
    private double average;
    private double weights;
    private double last;
    private double distance;
    private double decay = 1;

    /// <summary>
    /// Adds a point, whose step is not less than the one before, and returns the average there. A value that is not
    /// finite is returned as it is, and does not count.
    /// </summary>
    public double Add(long step, double value)
    {
        if (!double.IsFinite(value)) return value;
        var moved = weights == 0 ? 0 : step - last;
        // The distance is mostly the same, and a power is slow.
        if (moved != distance) (distance, decay) = (moved, Math.Pow(smoothing, moved));
        weights = (weights * decay) + 1;
        // Not as a sum that is divided at the end, which overflows for great values. Rounding may overflow, too.
        average = Math.Clamp(
            (average * (1 - (1 / weights))) + (value / weights), double.MinValue, double.MaxValue);
        last = step;
        return average;
    }

    /// <summary>Returns the number of steps after which all older points together have no weight in a double.</summary>
    public static double Reach(double smoothing) =>
        Math.Ceiling((53 - Math.Log2(1 - smoothing)) / -Math.Log2(smoothing));
}
