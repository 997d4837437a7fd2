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

    public static async Task<MlflowResult> Handle(MlflowRequest request, ITraceStore store)
    {
        var experimentIds = request.Ids<ExperimentId>("experiment_ids");
        if (experimentIds.Count == 0) throw MlflowMessage.MissingValue("experiment_ids");
        var filter = Parse(request.RequiredString("filter_string1"))!;
        var two = Parse(request.RequiredString("filter_string2"))!;
        var all = Parse(request.String("base_filter"));
        if (all is not null) (filter, two) = (new Filter.And(all, filter), new Filter.And(all, two));
        var counts = (await store.CountTraces(
            experimentIds, [filter, two, new Filter.And(filter, two), all], request.Cancel)).OrThrow();
        var (first, second, joint, total) = (counts[0], counts[1], counts[2], counts[3]);
        return new MlflowResult(writer => writer
            .Number("npmi", Npmi(joint, first, second, total))
            .Number("npmi_smoothed", Smoothed(joint, first, second, total))
            .Integer("filter1_count", first)
            .Integer("filter2_count", second)
            .Integer("joint_count", joint)
            .Integer("total_count", total));
    }

    private static Filter? Parse(string? value) => FilterParser.Parse(value, FilterVocabulary.Traces).OrThrow();

    private static double Npmi(double joint, double first, double second, double total)
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
