using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// A batch read from the request's pipe. The serializer would make a string of every key of every point; this is the
/// hot path of training, so it is read by hand: see <see cref="BatchReader"/>.
/// </summary>
internal sealed record BatchBody(RunBatch Batch)
{
    public static async ValueTask<BatchBody> BindAsync(HttpContext context) =>
        new(await PipeBody.Read(context, BatchReader.Read));
}
