using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Tauro.Benchmarks;

/// <summary>Allocated bytes per point of one operation, for benchmarks with the param <c>Points</c>.</summary>
internal sealed class AllocatedPerPoint : IColumn
{
    public string Id => nameof(AllocatedPerPoint);

    public string ColumnName => "B/point";

    public string Legend => "Allocated bytes per metric point";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Metric;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) =>
        summary.BenchmarksCases.Any(benchmarkCase => PointsOf(benchmarkCase) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        PointsOf(benchmarkCase) is { } points
        && summary[benchmarkCase]?.GcStats.GetBytesAllocatedPerOperation(benchmarkCase) is { } bytes
            ? ((double)bytes / points).ToString("0.0", CultureInfo.InvariantCulture) : "";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        GetValue(summary, benchmarkCase);

    private static int? PointsOf(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.FirstOrDefault(instance => instance.Name == "Points")?.Value as int?;
}
