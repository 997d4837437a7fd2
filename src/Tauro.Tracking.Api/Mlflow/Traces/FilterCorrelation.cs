using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>
/// Computes how much more often two filters match the same trace than by chance: normalized pointwise mutual
/// information, from -1 (never together) through 0 (by chance) to 1 (always). NaN when one of them matches no trace.
/// </summary>
internal static class FilterCorrelation
{
    // Jeffreys' prior is added to each cell of the table of counts, so that a few traces have little weight.
    private const double Prior = 0.5;

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ITraceStore store)
    {
        var experimentIds = request.Ids<ExperimentId>("experiment_ids");
        if (experimentIds.Count == 0) throw MlflowMessage.MissingValue("experiment_ids");
        var one = Parse(request.RequiredText("filter_string1"))!;
        var two = Parse(request.RequiredText("filter_string2"))!;
        var all = Parse(request.Text("base_filter"));
        if (all is not null) (one, two) = (new Filter.And(all, one), new Filter.And(all, two));
        var counts = (await store.CountTraces(
            experimentIds, [one, two, new Filter.And(one, two), all], request.Cancel)).OrThrow();
        var (first, second, joint, total) = (counts[0], counts[1], counts[2], counts[3]);
        return new MlflowAnswer(writer => writer
            .Number("npmi", Of(joint, first, second, total))
            .Number("npmi_smoothed", Smoothed(joint, first, second, total))
            .Whole("filter1_count", first)
            .Whole("filter2_count", second)
            .Whole("joint_count", joint)
            .Whole("total_count", total));
    }

    private static Filter? Parse(string? text) => FilterParser.Parse(text, FilterVocabulary.Traces).OrThrow();

    private static double Of(double joint, double first, double second, double total)
    {
        if (first == 0 || second == 0) return double.NaN;
        if (joint == 0) return -1;
        return joint == total ? 1 : Normalized(joint / total, first / total, second / total);
    }

    private static double Smoothed(double joint, double first, double second, double total)
    {
        if (first == 0 || second == 0) return double.NaN;
        var all = total + (4 * Prior);
        return Normalized((joint + Prior) / all, (first + (2 * Prior)) / all, (second + (2 * Prior)) / all);
    }

    private static double Normalized(double joint, double first, double second) =>
        Math.Clamp(Math.Log(joint / (first * second)) / -Math.Log(joint), -1, 1);
}
