using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// A batch. The serializer would allocate a string for every key of every point. This is
/// the hot path of training, so <see cref="BatchReader"/> reads it without the serializer.
/// </summary>
internal sealed record BatchBody(RunBatch Batch)
{
    public static async ValueTask<BatchBody> BindAsync(HttpContext context) =>
        new(await JsonBody.Read(context, BatchReader.Read));
}
