using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Metrics;

/// <summary>
/// One point, parsed like the points of a batch, so that both refuse the same values, such as 1e999.
/// </summary>
internal sealed record PointBody(MetricPoint Point)
{
    public static async ValueTask<PointBody> BindAsync(HttpContext context) =>
        new(await JsonBody.Read(context, BatchReader.ReadPoint));
}
