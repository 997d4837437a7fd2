using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Metrics;

/// <summary>
/// One point, read as those of a batch are: what a batch refuses, such as 1e999 for a value, is refused here too.
/// </summary>
internal sealed record PointBody(MetricPoint Point)
{
    public static async ValueTask<PointBody> BindAsync(HttpContext context) =>
        new(await PipeBody.Read(context, BatchReader.ReadPoint));
}
