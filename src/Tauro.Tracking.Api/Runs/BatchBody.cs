using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// A batch, read from the request's pipe. The serializer would allocate a string for every key of every point. This is
/// the hot path of training, so <see cref="BatchReader"/> reads it without the serializer.
/// </summary>
internal sealed record BatchBody(RunBatch Batch)
{
    public static async ValueTask<BatchBody> BindAsync(HttpContext context) =>
        new(await PipeBody.Read(context, BatchReader.Read));
}
